import type { Session } from '../../shared/contract/inspection.ts';
import { isSameSource, laneProblem, type Lane } from '../../shared/domain/lanes.ts';
import type { Source } from '../../shared/domain/source-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { createLineSessions, type LineSessions, type LineSessionsParts } from './line-sessions.ts';
import type { OpenSession } from './open-session.ts';

export interface LaneWaiting {
  readonly lane: number;
  readonly pictures: number;
  /** How long the oldest picture has waited, milliseconds; 0: none waits. */
  readonly oldestMs: number;
}

export interface LaneSessions {
  forLane(lane: number): LineSessions;
  all(): LineSessions[];
  /** Sessions that receive frames, by lane number. */
  running(): OpenSession[];
  /** The same sessions in the form of the contract. */
  sessions(): Session[];
  /** Pictures without an outcome, for each running lane. */
  waiting(): LaneWaiting[];
  /** Returns a running session. @throws StationError NOT_FOUND if it has ended */
  require(sessionId: string): OpenSession;
  /**
   * Returns the source of a lane's frames.
   *
   * @param given null: the lane's own source
   * @throws StationError CONFLICT if the lane has no source, the source does not fit the trigger, or another
   *   lane uses it
   */
  sourceFor(lane: Lane, given: Source | null): Source;
}

/**
 * @param onRunning called when a lane begins or stops taking parts
 * @param onChange called at the same times, and when a lane's source fails or recovers
 */
export function createLaneSessions(
  parts: Omit<LineSessionsParts, 'lane' | 'onRunning' | 'onSource'>,
  onRunning: () => void,
  onChange: () => void,
): LaneSessions {
  const lines = new Map<number, LineSessions>();

  // The inspection process has failed or is available again.
  parts.changes.follow(({ kind }) => {
    if (kind === 'status') for (const line of lines.values()) line.tellWait();
  });

  function forLane(lane: number): LineSessions {
    const known = lines.get(lane);
    if (known) return known;
    const line = createLineSessions({
      ...parts,
      lane,
      onSource: onChange,
      onRunning() {
        onRunning();
        onChange();
      },
    });
    lines.set(lane, line);
    return line;
  }

  function running(): OpenSession[] {
    return [...lines.values()]
      .flatMap((line) => line.running ?? [])
      .sort((one, other) => one.session.lane - other.session.lane);
  }

  return {
    forLane,
    all: () => [...lines.values()],
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
    sourceFor(lane, given) {
      const source = given ?? lane.source;
      if (source === null) {
        throw new StationError(
          'CONFLICT',
          `“${lane.name}” has no source. Choose one, then start the inspection.`,
        );
      }
      const problem = laneProblem({ ...lane, source });
      if (problem !== null) throw new StationError('CONFLICT', problem);
      const other = running().find(
        ({ session }) => session.lane !== lane.number && isSameSource(session.source, source),
      );
      if (other === undefined) return source;
      throw new StationError(
        'CONFLICT',
        `“${other.session.laneName}” inspects what this source shows. Stop it there, or choose another source.`,
      );
    },
  };
}
