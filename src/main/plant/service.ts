import type { MembershipState } from '../../shared/contract/membership.ts';
import type { StatedDecision } from '../../shared/contract/log.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';
import type { AssignmentAnswer } from '../../shared/plant/assignment.ts';
import type { PlantDecision } from '../../shared/plant/decision.ts';
import { heartbeatMs } from '../../shared/plant/limits.ts';
import type { Travels } from '../../shared/plant/state.ts';
import { actAs } from '../database/actor.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import type { Host } from '../host/host.ts';
import { risingTime } from '../host/rising-time.ts';
import type { ReportBug } from '../host/served-station.ts';
import type { StationChanges } from '../station/changes.ts';
import type { Assignments } from './assignments.ts';
import { createTrainings, type TrainingsParts } from './elsewhere/trainings.ts';
import { runLink, type Link } from './link.ts';
import { readMembership } from './membership-file.ts';
import { membershipState } from './membership-state.ts';
import type { MembershipRow, MembershipsRepository } from './memberships-repository.ts';
import { createMemberships } from './memberships.ts';
import type { FromLink, ToLink } from './protocol.ts';
import type { Standing, StandingRepository } from './standing-repository.ts';
import { createTemplates, type TemplatesParts } from './templates/templates.ts';
import { toldState, type ToldStateParts } from './told-state.ts';

export interface PlantServiceParts {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly rows: MembershipsRepository;
  readonly standing: StandingRepository;
  readonly changes: StationChanges;
  readonly settings: { current(): StationSettings };
  /** Writer whose writes wait while another program holds the database. */
  readonly patient: Pick<PatientWriter, 'write'>;
  readonly report: ReportBug;
  readonly paths: { readonly home: string; readonly membership: string };
  readonly told: ToldStateParts;
  readonly assignments: Assignments;
  readonly trainings: Omit<TrainingsParts, 'send' | 'mayTake' | 'name'>;
  readonly templates: Omit<TemplatesParts, 'send' | 'station' | 'name'>;
  readonly log: {
    /** Adds a decision once; ignores one on an entry that does not exist or was captured at another time. */
    decideOnce(
      entry: { readonly id: number; readonly capturedAt: number | undefined },
      stated: StatedDecision,
      by: { decidedBy: string; decidedAt: number },
    ): void;
  };
}

/** Interval at which other processes' changes are looked for, milliseconds. */
const lookMs = 1000;
/** Interval at which the number of waiting rows is stored while nothing else changes, milliseconds. */
const writeMs = 10_000;

type Message = Exclude<FromLink, { kind: 'ready' | 'ended' }>;
type AssignmentMessage = Extract<Message, { kind: 'assignment' | 'fetched' | 'unfetched' | 'taken-back' }>;

/** Returns what the settings allow to be sent. */
function travelsBy(settings: StationSettings): Travels {
  return {
    parts: settings['plant.parts'] === 'send',
    entries: settings['plant.entries'] === 'send',
    thumbnails: settings['plant.thumbnails'] === 'send',
    state: settings['plant.state'] === 'send',
    decisions: settings['plant.decisions'] === 'take',
    models: settings['plant.models'] === 'take',
    training: settings['plant.training'] === 'take',
  };
}

export type PlantService = ReturnType<typeof createPlantService>;

/** The station's side of a plant: joins it, sends it the log, and handles its messages. */
export function createPlantService(parts: PlantServiceParts) {
  const { host, rows, standing, changes, settings, patient, report, paths, log, assignments } = parts;
  const memberships = createMemberships({ rows, file: paths.membership });
  const ofLink = {
    name: () => settings.current()['station.name'],
    send: (message: ToLink): void => open?.link.send(message),
  };
  const trainings = createTrainings({
    ...parts.trainings,
    ...ofLink,
    mayTake: () => travelsBy(settings.current()).training,
  });
  const templates = createTemplates({
    ...parts.templates,
    ...ofLink,
    station: () => open?.row.station ?? null,
  });
  let open: { readonly row: MembershipRow; readonly link: Link } | null = null;
  let shown: Standing | null = null;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let travels = '';
  let looking: NodeJS.Timeout | null = null;
  let closing: Promise<void> = Promise.resolve();

  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      report(error, 'plant');
    }
  };

  /** Stores a change of state. The number of waiting rows alone is stored less often, because it changes all the time. */
  function show(next: Omit<Standing, 'since'>): void {
    const isSame = shown?.connected === next.connected && shown.failure?.message === next.failure?.message;
    const since = isSame && shown !== null ? shown.since : Date.now();
    const isKnown = isSame && shown?.waiting === next.waiting && shown.passedOver === next.passedOver;
    shown = { ...next, since };
    if (isKnown || (isSame && risingTime() - writtenAt < writeMs)) return;
    const written = shown;
    writtenAt = risingTime();
    patient.write(() => standing.write(written));
    changes.publish({ kind: 'membership' });
  }

  function take(message: Message): void {
    if (message.kind === 'standing') {
      const { connected, failure, waiting, passedOver } = message;
      show({ connected, failure, waiting, passedOver });
      if (connected) trainings.look();
    } else if (message.kind === 'sent') {
      patient.write(() => rows.setCursors(message.cursors));
    } else if (message.kind === 'decision') {
      patient.write(() => keepDecision(message.sequence, message.decision));
    } else if (isOfAssignments(message)) {
      void takeAssignment(message).then(answer, (error: unknown) => report(error, 'plant'));
    } else {
      templates.hear(message);
      trainings.take(message).catch((error: unknown) => report(error, 'plant'));
    }
  }

  /** Writes a decision of the plant to the log. A decision on a missing entry, or an unwanted one, is dropped. */
  function keepDecision(
    sequence: number,
    { entry: id, capturedAt, decision, cause, note, decidedBy, decidedAt }: PlantDecision,
  ): void {
    if (travelsBy(settings.current()).decisions) {
      actAs({ name: decidedBy, origin: 'plant' }, () =>
        log.decideOnce({ id, capturedAt }, { decision, cause, note }, { decidedBy, decidedAt }),
      );
    }
    open?.link.send({ kind: 'kept', sequence });
  }

  /** @returns the answer for the plant; null for none, or none yet */
  async function takeAssignment(message: AssignmentMessage): Promise<AssignmentAnswer | null> {
    if (open === null) return null;
    if (message.kind === 'taken-back') return assignments.takeBack(open.row.station, message.assignment);
    if (message.kind === 'fetched') return assignments.take(message.assignment, message.file);
    if (message.kind === 'unfetched') {
      return assignments.refuse(message.assignment, message.reason, message.detail);
    }
    const known = assignments.answered(message.assignment.id);
    if (known !== null) return known;
    if (!travelsBy(settings.current()).models) {
      return assignments.refuse(
        message.assignment,
        'switched-off',
        'Models of the plant are not taken here.',
      );
    }
    open.link.send({ kind: 'fetch', assignment: message.assignment });
    return null;
  }

  function answer(told: AssignmentAnswer | null): void {
    if (told !== null) open?.link.send({ kind: 'answer', answer: told });
  }

  async function tellState(): Promise<void> {
    if (open === null) return;
    const { row, link } = open;
    link.send({
      kind: 'state',
      state: await toldState(parts.told, row.station, travelsBy(settings.current())),
    });
    trainings.offer();
  }
  const tell = (): void => void tellState().catch((error: unknown) => report(error, 'plant'));

  function openLink(row: MembershipRow): void {
    const membership = readMembership(paths.membership);
    if (membership?.invitation !== row.invitation) {
      throw new StationError(
        'CORRUPT_FILE',
        'What the station needs to talk to its plant is missing. Join again.',
      );
    }
    const link = runLink({
      host,
      begin() {
        trainings.restart();
        trainings.ofBefore(rows.leftOther());
        setImmediate(tell);
        const may = travelsBy(settings.current());
        return { kind: 'begin', membership, home: paths.home, travels: may, cursors: rows.cursors() };
      },
      onMessage: (message) => guarded(() => take(message)),
      onDown: ({ code, message }) =>
        show({
          connected: false,
          failure: { code, message },
          waiting: shown?.waiting ?? 0,
          passedOver: shown?.passedOver ?? 0,
        }),
    });
    open = { row, link };
  }

  function closeLink(): void {
    const ended = open;
    templates.forget();
    trainings.forget();
    open = null;
    shown = null;
    if (ended !== null) closing = Promise.all([closing, ended.link.close()]).then(() => undefined);
  }

  /** Follows changes by this and other processes. */
  function look(): void {
    const row = rows.current();
    if (row?.id !== open?.row.id) {
      closeLink();
      changes.publish({ kind: 'membership' });
      if (row !== null) {
        void closing.then(() =>
          guarded(() => {
            if (looking !== null && open === null && rows.current()?.id === row.id) openLink(row);
          }),
        );
      }
    }
    const may = JSON.stringify(travelsBy(settings.current()));
    if (may === travels) return;
    travels = may;
    open?.link.send({ kind: 'travels', travels: travelsBy(settings.current()) });
    tell();
  }

  function state(): MembershipState | null {
    const row = rows.current();
    if (row === null) return null;
    return membershipState(row, open?.row.id === row.id ? (shown ?? standing.read()) : null);
  }

  let beating: NodeJS.Timeout | null = null;
  return {
    state,
    /** Templates that the plant's stations publish. */
    templates,

    /** @throws StationError BAD_INPUT, CONFLICT, DISK_FULL, NO_PERMISSION */
    join(token: string, wholeLog: boolean, user: User): MembershipState {
      const row = memberships.join(token, wholeLog, user);
      guarded(look);
      return membershipState(row, null);
    },

    /** @throws StationError CONFLICT */
    leave(user: User): void {
      memberships.leave(user);
      guarded(look);
    },

    start(): void {
      looking = setInterval(() => guarded(look), lookMs).unref();
      beating = setInterval(tell, heartbeatMs).unref();
      guarded(look);
    },

    /** Ends the current work; the rest waits for the next start. */
    async close(): Promise<void> {
      for (const timer of [looking, beating]) if (timer !== null) clearInterval(timer);
      looking = null;
      trainings.close();
      closeLink();
      await closing;
    },
  };
}

function isOfAssignments(message: Message): message is AssignmentMessage {
  return ['assignment', 'fetched', 'unfetched', 'taken-back'].includes(message.kind);
}
