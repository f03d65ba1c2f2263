import { randomUUID } from 'node:crypto';
import type { Rollout, StartRollout } from '../../../shared/contract/plant-host.ts';
import { firstShare } from '../../../shared/domain/rollout-rule.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { createTurns } from '../../host/in-turn.ts';
import type { ModelService } from '../../models/service.ts';
import type { KeptRollout, RolloutsRepository, RolloutStation } from '../log/rollouts-repository.ts';
import type { AssignmentsAtServer } from '../nats/assignments.ts';
import { nextStep, type NextStep } from './next-step.ts';
import { withPackedModel } from './pack-model.ts';

/** Number of roll-outs shown. */
const shownRollouts = 50;

/** The functions of the host's own models that a roll-out needs. */
export interface RolledOutModels extends Pick<ModelService, 'exportTo'> {
  /** @throws StationError NOT_FOUND */
  describe(modelId: string): { readonly product: string; readonly graphSha256: string };
}

export interface RolloutParts {
  /** @throws StationError UNREACHABLE */
  readonly log: () => RolloutsRepository;
  /** @throws StationError UNREACHABLE while the server is away */
  readonly server: () => AssignmentsAtServer;
  readonly models: RolledOutModels;
  /** A folder with room for copies of a model. */
  readonly folder: string;
  readonly nameOf: (station: number) => string;
  /** Returns the stations that may connect. */
  readonly members: () => ReadonlySet<number>;
}

/** Rolls models out: to some stations first, and to all if that goes well. */
export interface Rollouts {
  list(): Promise<Rollout[]>;
  /** @throws StationError NOT_FOUND, CONFLICT, UNREACHABLE, and the errors of the export */
  start(given: StartRollout, by: string): Promise<Rollout>;
  /** @throws StationError NOT_FOUND, CONFLICT */
  halt(id: string, by: string): Promise<void>;
  /** @throws StationError NOT_FOUND, CONFLICT */
  takeBack(id: string, by: string): Promise<void>;
  /** Continues every roll-out as far as its stations' answers allow. */
  step(): Promise<void>;
  /** Removes the models at the server that no station can need any more. */
  clear(): Promise<void>;
}

export function createRollouts(parts: RolloutParts): Rollouts {
  const { log, server, models, folder, nameOf, members } = parts;
  const isMember = (station: number): boolean => members().has(station);

  async function start({ modelId, stations, note }: StartRollout, by: string): Promise<Rollout> {
    const numbers = [...new Set(stations)].toSorted((a, b) => a - b);
    const stranger = numbers.find((station) => !isMember(station));
    if (stranger !== undefined) {
      throw new StationError('NOT_FOUND', `Station ${stranger} is not of this plant.`);
    }
    const { product, graphSha256 } = models.describe(modelId);
    const unended = await log().unended();
    if (unended.some((one) => one.product === product && one.state === 'running')) {
      throw new StationError(
        'CONFLICT',
        `A model for “${product}” is being rolled out. Halt that one first.`,
      );
    }
    const id = randomUUID();
    const first = Math.max(1, Math.floor(firstShare * numbers.length));
    await withPackedModel(models, modelId, folder, async ({ file, sha256, bytes }) => {
      await server().putObject(sha256, file);
      await log().add({
        id,
        product,
        object: sha256,
        bytes,
        graph: graphSha256,
        note,
        startedBy: by,
        startedAt: Date.now(),
        stations: numbers.map((station, index) => ({
          station,
          assignment: randomUUID(),
          stage: index < first ? 0 : 1,
        })),
      });
    });
    await step();
    return shown(await existing(id));
  }

  /** Runs starts one after the other, so that the second of two for one product is refused; and none while models are removed. */
  const inTurn = createTurns();

  async function clear(): Promise<void> {
    await server().keepObjects(new Set(await log().neededObjects([...members()])));
  }

  async function existing(id: string): Promise<KeptRollout> {
    const found = await log().find(id);
    if (found === null) throw new StationError('NOT_FOUND', 'There is no such roll-out.');
    return found;
  }

  async function shown(rollout: KeptRollout): Promise<Rollout> {
    const { id, product, graph, note, startedBy, startedAt, state, reason, stage } = rollout;
    const stations = await log().stations(rollout);
    return {
      id,
      product,
      model: graph,
      note,
      startedBy,
      startedAt,
      state,
      reason,
      widened: stage > 0,
      stations: stations.map((one) => ({
        station: one.station,
        name: nameOf(one.station),
        first: one.stage === 0,
        outcome: outcomeShown(one, state),
        refusal: one.refusal,
        detail: one.detail,
        parts: one.parts,
        falseRejects: one.falseRejects,
      })),
    };
  }

  async function end(id: string, by: string, state: 'halted' | 'taken-back', from: readonly string[]) {
    const rollout = await existing(id);
    if (!from.includes(rollout.state)) {
      throw new StationError('CONFLICT', `The roll-out is ${rollout.state} already.`);
    }
    const reason = state === 'halted' ? ({ kind: 'person', name: by } as const) : rollout.reason;
    const next = { state, stage: rollout.stage, reason };
    const isSet = await log().setState(rollout, next, { kind: state, by });
    if (!isSet) {
      throw new StationError('CONFLICT', 'The roll-out went on meanwhile. Look at it, and try again.');
    }
    await step();
  }

  /** Sends stations their assignments and withdrawals. Repeating them after an interruption changes nothing. */
  async function tell(rollout: KeptRollout, stations: readonly RolloutStation[]): Promise<void> {
    const { object, bytes, graph, product, note, startedBy, startedAt, state, stage } = rollout;
    for (const { station, assignment, assigned, outcome, stage: mine } of stations) {
      if (assigned && (state === 'taken-back' || (state === 'halted' && isOpen(outcome)))) {
        await server().takeBack(station, assignment);
        await log().setAssigned(assignment, false);
      } else if (state === 'running' && !assigned && mine <= stage && isMember(station)) {
        await server().assign({
          format: 1,
          station,
          id: assignment,
          product: { name: product },
          limits: null,
          note,
          model: { sha256: object, bytes, graphSha256: graph },
          by: startedBy,
          at: startedAt,
        });
        await log().setAssigned(assignment, true);
      }
    }
  }

  async function stepOne(rollout: KeptRollout): Promise<void> {
    const stations = await log().stations(rollout);
    // A removed station will not answer any more.
    const answering = stations.filter(({ station, outcome }) => !isOpen(outcome) || isMember(station));
    const step = nextStep(rollout, answering, nameOf);
    if (step.kind === 'wait') return tell(rollout, stations);
    const next = afterStep(rollout, step);
    const event = { kind: eventOf[step.kind], by: null };
    // If a person has ended the roll-out in the meantime, the next step tells the stations.
    if (await log().setState(rollout, next, event)) await tell({ ...rollout, ...next }, stations);
  }

  async function step(): Promise<void> {
    for (const rollout of await log().unended()) await stepOne(rollout);
  }

  return {
    start: (given, by) => inTurn(() => start(given, by)),
    step,
    clear: () => inTurn(clear),
    list: async () => Promise.all((await log().list(shownRollouts)).map(shown)),
    halt: (id, by) => end(id, by, 'halted', ['running']),
    takeBack: (id, by) => end(id, by, 'taken-back', ['running', 'halted', 'done']),
  };
}

/** Whether a station has yet to say what became of its assignment. */
const isOpen = (outcome: RolloutStation['outcome']): boolean => outcome === null || outcome === 'running';

function outcomeShown(
  { outcome, assigned }: RolloutStation,
  state: KeptRollout['state'],
): Rollout['stations'][number]['outcome'] {
  if (outcome !== null && (assigned || !isOpen(outcome))) return outcome;
  return assigned ? 'assigned' : state === 'running' ? 'waiting' : 'withdrawn';
}

const eventOf = { halt: 'halted', done: 'done', widen: 'widened' } as const;

/** What a step makes of a roll-out. */
function afterStep(
  { stage }: KeptRollout,
  step: Exclude<NextStep, { kind: 'wait' }>,
): Pick<KeptRollout, 'state' | 'stage' | 'reason'> {
  if (step.kind === 'halt') return { state: 'halted', stage, reason: step.reason };
  return step.kind === 'done'
    ? { state: 'done', stage, reason: null }
    : { state: 'running', stage: 1, reason: null };
}
