import type { ISessionContext } from 'node-opcua-address-space';
import { DataType, type VariantOptions } from 'node-opcua-variant';
import type { PartResult } from '../../../shared/contract/part-result.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { LaneOfLine, RecipeOfLine } from '../line-commands.ts';
import type { AskedLine } from './asked-line.ts';
import { idOf } from './method-values.ts';
import type { MethodRefusal, ToldPart } from './protocol.ts';
import { bindRecipeMethods, choiceOf, internalRecipe } from './recipe-methods.ts';
import { bindResultMethods } from './result-methods.ts';
import { createSimulation } from './simulation.ts';
import { visionMethods } from './vision-methods.ts';
import type { SystemState, VisionNodes } from './vision-nodes.ts';
import {
  createVisionResults,
  resultEvent,
  resultId,
  type JobNames,
  type VisionResult,
} from './vision-results.ts';

export interface VisionSystemParts {
  /** The lane's number. */
  readonly lane: number;
  readonly nodes: VisionNodes;
  readonly line: AskedLine;
  /** Returns whether the caller may do more than read. */
  readonly mayCommand: (context: ISessionContext) => boolean;
  /** Reports a client's request that cannot be carried out. */
  readonly refuse: (refusal: MethodRefusal) => void;
  /** Returns whether a client subscribes to events of one of these nodes. */
  readonly isListenedTo: (nodes: readonly string[]) => boolean;
  /** Called when a client has been told a result, or has read or acknowledged it. */
  readonly taken: (handle: number) => void;
}

export type VisionSystem = ReturnType<typeof createVisionSystem>;

/** Severity of errors, of 1,000. */
const errorSeverity = 700;
/**
 * First handle of simulated results. They are not in the outbox, so their handles lie beyond the station's.
 */
const firstSimulatedHandle = 2 ** 31;

/** A lane as a vision system of OPC 40100-1, with states, methods and results. */
export function createVisionSystem(parts: VisionSystemParts) {
  const { lane, nodes, line } = parts;
  const { types, system } = nodes;
  const results = createVisionResults();
  const jobs = new Map<number, JobNames>();
  /** Parts that clients have requested and that have no outcome yet. */
  const asked = new Set<number>();
  let mode: SystemState = 'Preoperational';
  let isPrepared = true;
  let hasFailed = false;
  let requests = 0;
  let simulatedHandles = firstSimulatedHandle;
  let latest: PartResult | null = null;
  const simulation = createSimulation(
    lane,
    () => latest,
    ({ id, part, names }) => {
      const handle = ++simulatedHandles;
      tell({ id, part, names, handle, job: id, isSimulated: true, recipe: line.recipe(), at: new Date() });
    },
  );
  const laneNow = (): LaneOfLine | null => line.lanes().find(({ number }) => number === lane) ?? null;

  /**
   * Puts the vision system into its error state when the lane's source fails; it stays there until a client
   * resets it.
   */
  function lookForFailure(): void {
    const failure = laneNow()?.failure ?? null;
    const isNew = failure !== null && !hasFailed;
    hasFailed = failure !== null;
    if (!isNew || mode === 'Halted' || mode === 'Error') return;
    mode = 'Error';
    simulation.stop();
    raise('ErrorEventType', {
      message: { dataType: DataType.LocalizedText, value: { text: failure } },
      severity: { dataType: DataType.UInt16, value: errorSeverity },
    });
  }

  function update(): void {
    lookForFailure();
    nodes.setSystemState(mode);
    nodes.setAutomaticState(mode === 'Operational' ? automaticState() : null);
  }

  function automaticState(): Parameters<VisionNodes['setAutomaticState']>[0] {
    const simulated = simulation.running();
    if (simulated !== null) return simulated === 'single' ? 'SingleExecution' : 'ContinuousExecution';
    if (asked.size > 0) return 'SingleExecution';
    const now = laneNow();
    if (!isPrepared || now === null || now.product === null) return 'Initialized';
    const runs = now.state === 'ready' || now.state === 'busy';
    return runs && now.trigger !== 'software' ? 'ContinuousExecution' : 'Ready';
  }

  function raise(event: string, fields: Record<string, VariantOptions>): void {
    system.raiseEvent(types.event(event), {
      sourceName: { dataType: DataType.String, value: `Lane ${lane}` },
      ...fields,
    });
  }
  const job = (id: string): VariantOptions => types.structure('JobIdDataType', { id });

  /** Keeps a result and reports it to subscribers. */
  function tell(result: VisionResult): void {
    results.keep(result);
    const isHeard = parts.isListenedTo(nodes.eventSources);
    raise('ResultReadyEventType', resultEvent(types, result));
    if (isHeard) taken(result);
    update();
    raise('ReadyEventType', { jobId: job(result.job) });
  }

  function taken({ handle, isSimulated }: VisionResult): void {
    if (!isSimulated) parts.taken(handle);
  }

  const bind = visionMethods({ ...parts, onDone: update });

  function requireOperational(): void {
    if (mode === 'Operational') return;
    throw new StationError('CONFLICT', 'The vision system is not in its automatic mode.');
  }
  function requireLane(): void {
    requireOperational();
    if (laneNow() === null) throw new StationError('NOT_FOUND', `There is no lane ${lane} any more.`);
  }
  function requireRecipe(): void {
    if (isPrepared) return;
    throw new StationError('CONFLICT', 'No recipe is prepared: it was unprepared.');
  }
  async function prepareFor(recipe: string): Promise<void> {
    const current = line.recipe();
    if (recipe === '') return requireRecipe();
    if (!isPrepared || ![current?.name, String(current?.number)].includes(recipe)) {
      await line.selectRecipe(choiceOf(recipe));
    }
    isPrepared = true;
  }

  bind('system', 'SelectModeAutomatic', {
    act() {
      if (mode === 'Halted' || mode === 'Error') {
        throw new StationError('CONFLICT', `The vision system is in ${mode}: reset it first.`);
      }
      mode = 'Operational';
      return [];
    },
  });
  bind('system', 'Halt', {
    async act() {
      mode = 'Halted';
      simulation.stop();
      await line.stop(lane);
      return [];
    },
  });
  bind('system', 'Reset', {
    act() {
      if (mode === 'Error') raise('ErrorResolvedEventType', {});
      mode = 'Preoperational';
      simulation.turn(false);
      return [];
    },
  });

  bind('automatic', 'StartSingleJob', {
    async act([measurement, part, recipe]) {
      requireLane();
      await prepareFor(idOf(recipe));
      const names = { measurement: idOf(measurement), part: idOf(part) };
      const id = simulation.isOn() ? simulation.one(names) : String(await trigger(names));
      raise('JobStartedEventType', { jobId: job(id) });
      return [job(id)];
    },
    empty: () => [job('')],
  });

  async function trigger(names: JobNames): Promise<number> {
    const request = ++requests;
    jobs.set(request, names);
    asked.add(request);
    try {
      return await line.trigger(lane, request, names.part === '' ? null : names.part);
    } catch (error) {
      jobs.delete(request);
      asked.delete(request);
      throw error;
    }
  }

  bind('automatic', 'StartContinuous', {
    async act([, , recipe]) {
      requireLane();
      await prepareFor(idOf(recipe));
      const id = simulation.isOn() ? simulation.many() : `lane-${lane}`;
      if (!simulation.isOn()) await line.start(lane);
      raise('JobStartedEventType', { jobId: job(id) });
      return [job(id)];
    },
    empty: () => [job('')],
  });
  for (const name of ['Stop', 'Abort']) {
    bind('automatic', name, {
      async act() {
        requireLane();
        if (simulation.isOn()) simulation.stop();
        else await line.stop(lane);
        return [];
      },
    });
  }
  bind('automatic', 'SimulationMode', {
    act([activate]) {
      requireOperational();
      if (!simulation.isOn() && automaticState()?.endsWith('Execution')) {
        throw new StationError('CONFLICT', 'The lane inspects: stop it, then simulate.');
      }
      simulation.turn(activate?.value === true);
      return [];
    },
  });

  bindRecipeMethods({
    bind,
    types,
    line,
    prepared: () => void (isPrepared = true),
    unprepare() {
      requireOperational();
      if (automaticState()?.endsWith('Execution')) {
        throw new StationError('CONFLICT', 'The recipe is being executed: stop the lane first.');
      }
      isPrepared = false;
    },
  });
  bindResultMethods({ bind, types, results, taken });
  update();

  function resultOf(part: ToldPart): VisionResult {
    const names = part.request === null ? null : (jobs.get(part.request) ?? null);
    const number = part.partNumber ?? part.part.partNumber;
    return {
      part: part.part,
      handle: part.handle,
      names,
      isSimulated: false,
      id: resultId(part),
      job: number === null ? `lane-${lane}` : String(number),
      recipe: line.recipe(),
      at: new Date(),
    };
  }

  return {
    update,
    /** Takes a part's outcome, which is logged. */
    outcome(part: ToldPart): void {
      latest = part.part;
      const result = resultOf(part);
      if (part.request !== null) {
        jobs.delete(part.request);
        asked.delete(part.request);
      }
      tell(result);
    },
    /** Keeps a part that was reported before this server began and that nobody has taken. */
    remember(part: ToldPart): void {
      latest = part.part;
      results.keep(resultOf(part));
    },
    recipe(recipe: RecipeOfLine): void {
      isPrepared = true;
      raise('RecipePreparedEventType', {
        externalId: types.structure('RecipeIdExternalDataType', internalRecipe(recipe)),
        internalId: types.structure('RecipeIdInternalDataType', internalRecipe(recipe)),
      });
    },
    close: () => simulation.stop(),
  };
}
