import type { Alarm, Session } from '../../shared/contract/inspection.ts';
import type { LiveFrame } from '../../shared/contract/live.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import type { User } from '../../shared/domain/role.ts';
import { firstLane } from '../../shared/domain/lanes.ts';
import { sourceKinds, type Source } from '../../shared/domain/source-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { isDatabaseBusy } from '../database/database-busy.ts';
import type { LiveService } from '../host/live.ts';
import type { StationChanges } from '../station/changes.ts';
import type { Alarms } from './alarms.ts';
import { incomingFromWindow } from './incoming-frame.ts';
import { createLineEvents } from './line-events.ts';
import { createLineSessions, type LineSessionsParts } from './line-sessions.ts';
import { createLiveWindows } from './live-windows.ts';
import { sessionOpener, type OpenSession, type OpenSessionParts } from './open-session.ts';
import type { PauseRepository } from './pause-repository.ts';
import { checkChangeover, createPreparation, type PreparationParts } from './session-preparation.ts';
import type { SessionRepository } from './session-repository.ts';
import { createTurns } from '../cameras/in-turn.ts';
import { stationTime } from '../station/clock.ts';

export interface InspectionServiceParts
  extends Omit<OpenSessionParts, 'windows' | 'onLikeness' | 'onPart'>, PreparationParts {
  readonly sessions: SessionRepository;
  readonly pauses: PauseRepository;
  readonly alarms: Alarms;
  /** Does something once the database can be written; now, where it can. */
  readonly onceWritable: (act: () => void) => void;
  readonly changes: StationChanges;
  readonly keepAwake: LineSessionsParts['keepAwake'];
}

export type InspectionService = ReturnType<typeof createInspectionService>;

/** Inspection: one session at a time, its frames, and the windows that watch. */
export function createInspectionService(parts: InspectionServiceParts) {
  const { sessions, pauses, alarms, products } = parts;
  const windows = createLiveWindows(takeFrame);
  const line = createLineSessions({ ...parts, windows });
  const prepare = createPreparation(parts);
  const events = createLineEvents(windows.tellProblem);
  const open = sessionOpener({
    ...{ ...parts, windows },
    onLikeness: () => windows.broadcast(line.message()),
    onPart: (part) => events.publish({ kind: 'part', lane: firstLane, part }),
  });
  /** Starts and stops happen one after the other. */
  const inTurn = createTurns();

  /** A frame from a window's camera. */
  function takeFrame(frame: LiveFrame, pixels: Uint8Array): void {
    const { running } = line;
    if (running?.session.id !== frame.sessionId) return;
    if (sourceKinds[running.session.source.kind].read !== 'window') return;
    running.runner.addDropped(frame.droppedBefore);
    void running.runner.accept(incomingFromWindow(frame, pixels));
  }

  /** Goes on with another model on the same source; what arrived before is inspected to its end as what it was. */
  async function switchModel(before: OpenSession, productId: string, user: User): Promise<Session> {
    const prepared = await prepare(productId);
    const next = open(prepared, before.session.source, user, { before });
    await line.handOver(before, next);
    return line.describe(next);
  }

  function require(sessionId: string): OpenSession {
    if (line.running?.session.id === sessionId) return line.running;
    throw new StationError('NOT_FOUND', 'The inspection has ended already. Start a new one.', sessionId);
  }

  async function followActiveModel(productId: string): Promise<void> {
    try {
      await inTurn(async () => {
        const entry = line.running;
        if (entry?.session.productId !== productId || entry.runner.paused) return;
        if (products.get(productId).activeModelId === entry.session.modelId) return;
        await switchModel(entry, productId, entry.user);
      });
    } catch (error) {
      windows.tellProblem(isDatabaseBusy(error) ? heldAtHandOver() : error);
      if (isDatabaseBusy(error)) parts.onceWritable(() => void followActiveModel(productId));
    }
  }

  return {
    /** Follows what happens at the line. @returns ends it */
    subscribe: events.subscribe,

    /**
     * Closes in the log what a station that went away had left open, once the database can be written. Called once, at start,
     * after its parts that wait: a session ends with its last one.
     */
    recover(): void {
      sessions.endOrphans(sessions.open());
      pauses.endOrphans(pauses.paused());
    },

    /**
     * Ends the session there is and starts another.
     *
     * @param again whether what the source gave to inspections before is inspected once more
     * @throws StationError NO_ACTIVE_MODEL, CORRUPT_MODEL, …
     */
    start: (productId: string, source: Source, user: User, again = false): Promise<Session> =>
      inTurn(async () => {
        const prepared = await prepare(productId);
        // Its row comes first: where it cannot be written, the inspection there is goes on.
        const entry = open(prepared, source, user, { again });
        await line.stop();
        await line.begin(entry);
        return line.describe(entry);
      }),

    /** @throws StationError NOT_FOUND when it has ended already */
    stop: (sessionId: string): Promise<Session> =>
      inTurn(async () => {
        require(sessionId);
        const ended = await line.stop();
        if (!ended) throw new StationError('NOT_FOUND', 'The inspection has ended already.', sessionId);
        return ended;
      }),

    /**
     * Resolves once all that has arrived in the source by now was dealt with, or the inspection has ended.
     *
     * @throws StationError NOT_FOUND when it has ended already
     */
    caughtUp: (sessionId: string): Promise<void> => require(sessionId).relay.caughtUp(),

    /**
     * Pauses or goes on. A pause without a reason may be given one by pausing again.
     *
     * @throws StationError NOT_FOUND when it has ended already
     */
    pause(sessionId: string, paused: boolean, reason: string | null, user: User): Session {
      const entry = require(sessionId);
      if (paused) pauses.begin(sessionId, reason, user.name);
      else pauses.end(sessionId, stationTime());
      entry.runner.setPaused(paused);
      if (!paused) void followActiveModel(entry.session.productId);
      windows.broadcast(line.message());
      return line.describe(entry);
    },

    alarm: (): Alarm | null => alarms.standing(),

    /** @throws StationError NOT_FOUND when there is no such alarm */
    acknowledge: (alarmId: number, user: User): void => alarms.acknowledge(alarmId, user),

    /** Remembers by which pictures limits were set while they were inspected; nothing where the product is not. */
    noteLimits({ id, modelId }: Pick<ThresholdsRecord, 'id' | 'modelId'>): void {
      if (line.running?.session.modelId === modelId) line.running.limits.note(id);
    },

    current: (): Session | null => line.running && line.describe(line.running),

    /**
     * Goes on with another product on the same source.
     *
     * @throws StationError NOT_FOUND when the inspection has ended, CONFLICT when the source or the product does not fit,
     *   NO_ACTIVE_MODEL, CORRUPT_MODEL; the inspection then goes on as it was
     */
    changeover: (sessionId: string, productId: string, user: User): Promise<Session> =>
      inTurn(() => {
        const entry = require(sessionId);
        checkChangeover(entry.session, products.get(productId));
        return switchModel(entry, productId, user);
      }),

    /**
     * Does what needs a product that is not inspected, such as archiving it; no inspection begins or ends meanwhile.
     *
     * @throws StationError CONFLICT while it is inspected, or its last parts are
     */
    unlessInspected: <Result>(productId: string, run: () => Result): Promise<Result> =>
      inTurn(() => {
        if (line.inspects(productId)) {
          const { name } = products.get(productId);
          throw new StationError(
            'CONFLICT',
            `“${name}” is being inspected. Stop the inspection, or change over to another product, first.`,
          );
        }
        return Promise.resolve(run());
      }),

    /**
     * A session of the product goes on with the model that is active now from the next frame on; a paused one does so after
     * its pause. What fails is told to the windows. While another program holds the database, the session goes on with its
     * model.
     */
    followActiveModel,

    live: { connect: (send) => windows.connect(send, line.message()) } satisfies LiveService,

    async close(): Promise<void> {
      await inTurn(() => line.stop());
      await line.settled();
    },
  };
}

function heldAtHandOver(): StationError {
  return new StationError(
    'DATABASE_LOCKED',
    'Another program holds the database. The inspection goes on with the model of before, and changes over once it is free.',
  );
}
