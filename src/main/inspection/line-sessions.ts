import type { Session } from '../../shared/contract/inspection.ts';
import { isSameSource, laneProblem, type Lane } from '../../shared/domain/lanes.ts';
import type { Source } from '../../shared/domain/source-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { createLaneSessions, type LaneSessions, type LaneSessionsParts } from './lane-sessions.ts';
import type { OpenSession } from './open-session.ts';

export interface LaneWaiting {
  readonly lane: number;
  readonly pictures: number;
  /** How long the oldest picture has waited, milliseconds; 0: none waits. */
  readonly oldestMs: number;
}

/** The sessions of all lanes of the line. */
export interface LineSessions {
  forLane(lane: number): LaneSessions;
  all(): LaneSessions[];
  /** Sessions that receive frames, by lane number. */
  running(): OpenSession[];
  /** The same sessions in the form of the contract. */
  sessions(): Session[];
  /** Pictures without an outcome, for each running lane. */
  waiting(): LaneWaiting[];
  /** Returns a running session. @throws StationError NOT_FOUND if it has ended */
  require(sessionId: string): OpenSession;
  /**
   * Reserves the source of a lane's frames; no other lane can reserve it until the lane releases it.
   *
   * @param given null: the lane's own source
   * @throws StationError CONFLICT if the lane has no source, the source does not fit the trigger, or another
   *   lane uses it
   */
  reserveSource(lane: Lane, given: Source | null): Source;
  /** Ends a lane's reservation. The source of a running session is not available to others anyway. */
  releaseSource(lane: Lane): void;
}

/**
 * @param onRunning called when a lane begins or stops taking parts
 * @param onChange called at the same times, and when a lane's source fails or recovers
 */
export function createLineSessions(
  parts: Omit<LaneSessionsParts, 'lane' | 'onRunning' | 'onSource'>,
  onRunning: () => void,
  onChange: () => void,
): LineSessions {
  const byLane = new Map<number, LaneSessions>();
  /** Sources of lanes that are about to begin, by lane number. */
  const reserved = new Map<number, { readonly name: string; readonly source: Source }>();

  // The inspection process has failed or is available again.
  parts.changes.follow(({ kind }) => {
    if (kind === 'status') for (const laneSessions of byLane.values()) laneSessions.tellWait();
  });

  function forLane(lane: number): LaneSessions {
    const known = byLane.get(lane);
    if (known) return known;
    const laneSessions = createLaneSessions({
      ...parts,
      lane,
      onSource: onChange,
      onRunning() {
        onRunning();
        onChange();
      },
    });
    byLane.set(lane, laneSessions);
    return laneSessions;
  }

  function running(): OpenSession[] {
    return [...byLane.values()]
      .flatMap((laneSessions) => laneSessions.running ?? [])
      .sort((one, other) => one.session.lane - other.session.lane);
  }

  return {
    forLane,
    all: () => [...byLane.values()],
    running,
    sessions: () => running().map((entry) => forLane(entry.session.lane).describe(entry)),
    waiting: () =>
      running().map(({ session, runner: { waiting } }) => ({
        lane: session.lane,
        pictures: waiting.count,
        oldestMs: waiting.since === null ? 0 : Math.max(performance.now() - waiting.since, 0),
      })),
    require(sessionId) {
      const entry = running().find(({ session }) => session.id === sessionId);
      if (entry) return entry;
      throw new StationError('NOT_FOUND', 'The inspection has ended already. Start a new one.', sessionId);
    },
    reserveSource(lane, given) {
      const source = given ?? lane.source;
      if (source === null) {
        throw new StationError(
          'CONFLICT',
          `“${lane.name}” has no source. Choose one, then start the inspection.`,
        );
      }
      const problem = laneProblem({ ...lane, source });
      if (problem !== null) throw new StationError('CONFLICT', problem);
      const users = [
        ...[...reserved].map(([number, use]) => ({ ...use, number })),
        ...running().map(({ session }) => ({
          number: session.lane,
          name: session.laneName,
          source: session.source,
        })),
      ];
      const other = users.find((user) => user.number !== lane.number && isSameSource(user.source, source));
      if (other === undefined) {
        reserved.set(lane.number, { name: lane.name, source });
        return source;
      }
      throw new StationError(
        'CONFLICT',
        `“${other.name}” inspects what this source shows. Stop it there, or choose another source.`,
      );
    },
    releaseSource: ({ number }) => void reserved.delete(number),
  };
}
