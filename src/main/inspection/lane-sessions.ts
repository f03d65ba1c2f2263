import type { Session } from '../../shared/contract/inspection.ts';
import type { ToWindow } from '../../shared/contract/live.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationChanges } from '../station/changes.ts';
import { waitBeyondShare } from './wait-beyond-share.ts';
import { feedSession } from './feed-session.ts';
import type { FrameRelay } from './frame-relay.ts';
import type { LiveWindows } from './live-windows.ts';
import type { OpenSession } from './open-session.ts';
import type { PauseRepository } from './pause-repository.ts';
import type { SessionRepository } from './session-repository.ts';
import { stationTime } from '../station/clock.ts';
import { watchSource } from './source-failure.ts';

export interface LaneSessionsParts {
  /** The lane's number. */
  readonly lane: number;
  readonly sessions: Pick<SessionRepository, 'end'>;
  readonly pauses: Pick<PauseRepository, 'open' | 'end'>;
  readonly windows: Pick<LiveWindows, 'broadcast' | 'tellProblem'>;
  readonly changes: StationChanges;
  /** Called when the lane begins or stops taking parts. */
  readonly onRunning: (isRunning: boolean) => void;
  /**
   * Called when the lane takes no more parts.
   *
   * @returns resolves when each part that it saw has its outcome, which the session counts
   */
  readonly onEnded: (lane: number) => Promise<void>;
  /** Called when the source begins, fails or recovers. */
  readonly onSource: () => void;
}

/**
 * The sessions of a lane: the running one, and earlier ones whose last parts are still being inspected.
 * Callers must run the asynchronous methods one after the other.
 */
export interface LaneSessions {
  /** The lane's number. */
  readonly lane: number;
  /** The session that receives frames; null between two inspections. */
  readonly running: OpenSession | null;
  /** Why the source gives nothing; null while it works or nothing is inspected. */
  readonly failure: string | null;
  describe(entry: OpenSession): Session;
  /** Returns whether parts of the product are being inspected, by earlier sessions too. */
  inspects(productId: string): boolean;
  /** Returns the message about the session for windows. */
  message(): ToWindow;
  /**
   * Tells the windows when parts begin or cease to wait longer for the model than their share, or to wait for
   * its process.
   */
  tellWait(): void;
  /**
   * Makes a session the running one and starts its source.
   *
   * @returns resolves once the source has begun; rejects with StationError if it does not exist, or CONFLICT if
   *   the lane was stopped before. Callers must not wait for it before the next act on the lane: a camera may hang
   */
  begin(entry: OpenSession): Promise<void>;
  /** Whether a session runs whose source has not begun yet. */
  readonly isBeginning: boolean;
  /**
   * Gives the source to the next session. Parts that arrived before are finished by the old session. Resolves
   * once new parts go to the next session.
   */
  handOver(before: OpenSession, next: OpenSession): Promise<void>;
  /**
   * Ends the running session once all arrived parts are inspected.
   *
   * @returns the ended session; null if none runs
   */
  stop(): Promise<Session | null>;
  /** Resolves when no earlier session inspects any more. */
  settled(): Promise<void>;
}

export function createLaneSessions(parts: LaneSessionsParts): LaneSessions {
  const { lane, sessions, pauses, windows, changes } = parts;
  let running: OpenSession | null = null;
  /** The relay whose source starts. */
  let beginning: FrameRelay | null = null;
  let told = '';
  const finishing = new Map<OpenSession, Promise<void>>();
  const source = watchSource(parts.onSource);
  const tellProblem = (error: unknown): void => windows.tellProblem(error, lane);

  function describe(
    { session, runner, pictures, limits, model }: OpenSession,
    endedAt: number | null = null,
  ): Session {
    const before = [...finishing.keys()].map((entry) => entry.session);
    return {
      ...session,
      endedAt,
      paused: runner.paused,
      pause: runner.paused ? pauses.open(session.id) : null,
      counts: runner.counts,
      unlike: pictures.unlike,
      limitsDrift: limits.drift,
      waits: waitBeyondShare(model.turn()),
      stalledUntil: model.stalledUntil(),
      finishing: before.map(({ id, productName }) => ({ sessionId: id, productName })),
    };
  }

  function message(): ToWindow {
    return { kind: 'session', lane, session: running && describe(running) };
  }

  /** Closes a session in the log and informs the windows. */
  function end({ session, runner }: OpenSession): number {
    const endedAt = stationTime();
    pauses.end(session.id, endedAt);
    sessions.end(session.id, endedAt, runner.counts.dropped);
    windows.broadcast(message());
    changes.publish({ kind: 'status' });
    return endedAt;
  }

  /** Ends a session once all its arrived parts are inspected. Never rejects. */
  async function finish(entry: OpenSession, handedOver: Promise<void>): Promise<void> {
    try {
      await handedOver;
      await entry.runner.stop();
      finishing.delete(entry);
      end(entry);
    } catch (error) {
      finishing.delete(entry);
      tellProblem(error);
    }
  }

  async function settled(): Promise<void> {
    await Promise.all(finishing.values());
  }

  async function stop(): Promise<Session | null> {
    const entry = running;
    if (!entry) return null;
    entry.silence.stop();
    await entry.relay.stop();
    for (const { runner } of [entry, ...finishing.keys()]) await runner.stop(true);
    await settled();
    running = null;
    source.clear();
    parts.onRunning(false);
    await parts.onEnded(lane);
    return describe(entry, end(entry));
  }

  return {
    lane,
    get isBeginning() {
      return beginning !== null && running?.relay === beginning;
    },
    get running() {
      return running;
    },
    get failure() {
      return source.message;
    },
    describe: (entry) => describe(entry),
    inspects: (productId) =>
      [...(running ? [running] : []), ...finishing.keys()].some(
        (entry) => entry.session.productId === productId,
      ),
    message,
    tellWait() {
      const model = running?.model;
      const waits = model !== undefined && waitBeyondShare(model.turn()) !== null;
      const now = JSON.stringify([waits, model?.stalledUntil() ?? null]);
      if (now === told) return;
      told = now;
      windows.broadcast(message());
    },
    async begin(entry) {
      const { relay } = entry;
      running = entry;
      beginning = relay;
      parts.onRunning(true);
      windows.broadcast(message());
      try {
        const listener = source.watch(feedSession(entry.runner, tellProblem, entry.sampleBits));
        if (!(await relay.start(listener))) throw endedEarly(entry.session.laneName);
      } finally {
        if (beginning === relay) beginning = null;
      }
      parts.onSource();
      changes.publish({ kind: 'status' });
    },
    async handOver(before, next) {
      before.silence.stop();
      const listener = source.watch(feedSession(next.runner, tellProblem, next.sampleBits));
      const { reached } = await before.relay.handOver(listener);
      running = next;
      pauses.end(before.session.id, stationTime());
      before.runner.setPaused(false);
      finishing.set(before, finish(before, reached));
      windows.broadcast(message());
      changes.publish({ kind: 'status' });
    },
    stop,
    settled,
  };
}

function endedEarly(laneName: string): StationError {
  return new StationError(
    'CONFLICT',
    `The inspection of “${laneName}” was ended before its source gave anything.`,
  );
}
