import type { Alarm, Session } from '../../shared/contract/inspection.ts';
import type { LiveFrame } from '../../shared/contract/live.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import { firstLane } from '../../shared/domain/lanes.ts';
import type { User } from '../../shared/domain/role.ts';
import { sourceKinds } from '../../shared/domain/source-kinds.ts';
import type { Host } from '../host/host.ts';
import type { LiveService } from '../host/live.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { GroupedPart } from '../log/grouped-part.ts';
import type { StationChanges } from '../station/changes.ts';
import type { Alarms } from './alarms.ts';
import { createHandOvers, type HandOverParts } from './hand-overs.ts';
import { incomingFromWindow } from './incoming-frame.ts';
import { halter } from './halt.ts';
import { createLineSessions } from './line-sessions.ts';
import { createLaneStarts } from './lane-starts.ts';
import { createLaneTurns } from './lane-turns.ts';
import { createLanesNow } from './lanes-now.ts';
import { createLineEvents } from './line-events.ts';
import { createLiveWindows } from './live-windows.ts';
import { sessionOpener, type OpenSessionParts } from './open-session.ts';
import type { PartNumbers } from './part-numbers.ts';
import { createPausing } from './pausing.ts';
import { createPartsOfLine } from './parts-of-line.ts';
import type { PauseRepository } from './pause-repository.ts';
import { createPreparation, type PreparationParts } from './session-preparation.ts';
import type { LatestSession, SessionRepository } from './session-repository.ts';
import { whileIdle } from './while-idle.ts';

export interface InspectionServiceParts
  extends
    Omit<OpenSessionParts, 'windows' | 'onChange' | 'onPart' | 'onHalt' | 'nextPart'>,
    PreparationParts {
  readonly lanes: Pick<Lanes, 'list' | 'find' | 'get'>;
  readonly numbers: PartNumbers;
  /** Stores a part seen by a group of lanes, and passes it to the outputs. */
  readonly keepGrouped: (part: GroupedPart) => void;
  readonly sessions: SessionRepository;
  readonly recoverGrouped: () => () => void;
  readonly pauses: PauseRepository;
  /** Returns the reason shown for an automatic halt. */
  readonly haltReason: () => string;
  readonly alarms: Alarms;
  readonly onceWritable: HandOverParts['onceWritable'];
  readonly changes: StationChanges;
  /** Keeps machine and screen awake while parts come. */
  readonly keepAwake: Host['keepAwake'];
}

export type InspectionService = ReturnType<typeof createInspectionService>;

/** The inspection: one session at a time in each lane, their frames, and the windows that watch. */
export function createInspectionService(parts: InspectionServiceParts) {
  const { sessions, pauses, alarms, products, lanes, numbers, changes } = parts;
  const windows = createLiveWindows(takeFrame);
  const tellLanes = (): void => events.publish({ kind: 'lanes' });
  const keepAwake = (): void => parts.keepAwake(line.running().length > 0);
  const onEnded = (lane: number): Promise<void> => lineParts.ended(lane);
  const line = createLineSessions({ sessions, pauses, windows, changes, onEnded }, keepAwake, tellLanes);
  const lanesNow = createLanesNow(lanes, line);
  const prepare = createPreparation(parts);
  const events = createLineEvents(windows.tellProblem);
  const lineParts = createPartsOfLine({
    lanes: lanesNow,
    line,
    numbers,
    events,
    keepGrouped(grouped) {
      parts.keepGrouped(grouped);
      const { partNumber: number, groupName, verdict, capturedAt } = grouped.part;
      const views = [...grouped.views];
      windows.broadcast({ kind: 'part', number, groupName, verdict, capturedAt, views });
    },
  });
  const open = sessionOpener({
    ...parts,
    windows,
    nextPart: lineParts.numberFor,
    onPart: lineParts.concluded,
    onChange: (lane) => windows.broadcast(line.forLane(lane).message()),
    onHalt: (sessionId) => void pause(sessionId, true, parts.haltReason(), { name: halter }),
  });
  const turns = createLaneTurns();
  const handOvers = createHandOvers({ ...parts, line, prepare, open, turns, windows, events });
  const pause = createPausing({
    pauses,
    line,
    windows,
    events,
    onResume: (productId) => void handOvers.followActiveModel(productId),
  });
  changes.follow(({ kind }) => {
    if (kind === 'lanes') tellLanes();
  });

  /** Takes a frame from a window's camera. @returns whether it is inspected; false: the window gets no answer */
  function takeFrame(frame: LiveFrame, pixels: Uint8Array): boolean {
    const entry = line.running().find(({ session }) => session.id === frame.sessionId);
    if (!entry?.give || sourceKinds[entry.session.source.kind].read !== 'window') return false;
    return entry.give(incomingFromWindow(frame, pixels)) !== false;
  }

  return {
    /** Subscribes to events of the line. @returns ends the subscription */
    subscribe: events.subscribe,

    /**
     * Finds what a crashed station left open in the log. Call it once at start.
     *
     * @returns closes these; call it once the waiting parts are logged, since a session ends with its last part
     */
    recover(): () => void {
      const [unended, paused, closeGrouped] = [sessions.open(), pauses.paused(), parts.recoverGrouped()];
      return () => {
        closeGrouped();
        sessions.endOrphans(unended);
        pauses.endOrphans(paused);
      };
    },

    ...createLaneStarts({ lanes, line, turns, prepare, open }),

    /**
     * Resolves once everything that has arrived in the source has its outcome, or the inspection has ended.
     *
     * @throws StationError NOT_FOUND if the inspection has ended already
     */
    caughtUp: (sessionId: string): Promise<void> => line.require(sessionId).relay.caughtUp(),

    /**
     * Pauses or continues. Pausing again sets the reason of a pause without one.
     *
     * @throws StationError NOT_FOUND if the inspection has ended already
     */
    pause,

    alarms: (): readonly Alarm[] => alarms.standing(),

    /** @throws StationError NOT_FOUND if there is no such alarm */
    acknowledge: (alarmId: number, user: User): void => alarms.acknowledge(alarmId, user),

    /** Remembers by which pictures limits were set, if the model inspects at the moment. */
    noteLimits({ id, modelId }: Pick<ThresholdsRecord, 'id' | 'modelId'>): void {
      for (const { session, limits } of line.running()) if (session.modelId === modelId) limits.note(id);
    },

    /** Returns the inspection of a lane; null: the lane does not inspect. */
    current(lane: number = firstLane): Session | null {
      const { running, describe } = line.forLane(lane);
      return running && describe(running);
    },

    /** Returns the inspections of all lanes, by lane number. */
    sessions: (): Session[] => line.sessions(),

    /** Returns a lane's latest inspection; null: it has inspected nothing yet. */
    latest: (lane: number): LatestSession | null => sessions.latest(lane),

    /** Returns why a lane's source gives nothing; null while it works or nothing is inspected. */
    failure: (lane: number): string | null => line.forLane(lane).failure,
    lanesNow,
    isBeginning: (lane: number): boolean => line.forLane(lane).isBeginning,
    isBusy: lineParts.isBusy,
    ask: lineParts.ask,
    push: lineParts.push,
    nameNext: lineParts.nameNext,
    waiting: line.waiting,

    ...handOvers,
    ...whileIdle({ line, products, turns }),

    live: {
      connect(send, watches = true) {
        if (!watches) return windows.connectBlind(send);
        for (const { number } of lanes.list()) line.forLane(number);
        const greetings = line.all().map((laneSessions) => laneSessions.message());
        return windows.connect(send, greetings);
      },
    } satisfies LiveService,

    async close(): Promise<void> {
      await Promise.all(
        line.all().map((laneSessions) => turns.run({ lanes: [laneSessions.lane] }, laneSessions.stop)),
      );
      await Promise.all(line.all().map((laneSessions) => laneSessions.settled()));
      lineParts.close();
    },
  };
}
