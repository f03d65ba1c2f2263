import type { Session } from '../../shared/contract/inspection.ts';
import { firstLane, type Lane } from '../../shared/domain/lanes.ts';
import type { User } from '../../shared/domain/role.ts';
import type { Source } from '../../shared/domain/source-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { LineSessions } from './line-sessions.ts';
import type { LaneTurns } from './lane-turns.ts';
import type { OpenSession, SessionToOpen } from './open-session.ts';
import type { Prepared } from './session-preparation.ts';

/** How an inspection of a lane starts. */
export interface InspectionStart {
  readonly productId: string;
  /** Null: the lane's own source. */
  readonly source: Source | null;
  readonly lane?: number;
  /** Whether to inspect again what the source gave to earlier inspections. */
  readonly again?: boolean;
  /** Whether an inspection of the lane goes on instead, if there is one when its turn comes. */
  readonly ifStopped?: boolean;
}

export interface LaneStartsParts {
  readonly lanes: Pick<Lanes, 'get'>;
  readonly line: LineSessions;
  readonly turns: LaneTurns;
  readonly prepare: (productId: string, lane: number) => Promise<Prepared>;
  readonly open: (session: SessionToOpen) => OpenSession;
}

/**
 * Starts and stops inspections. No start waits for a source in its lane's turn, so a camera that hangs keeps
 * neither its own lane nor others from being stopped, started anew or changed over.
 */
export function createLaneStarts({ lanes, line, turns, prepare, open }: LaneStartsParts) {
  /** Gives a lane a new session. @returns with a promise that settles when the source has begun or failed */
  async function begin(lane: Lane, { productId, source: given, again = false }: InspectionStart, user: User) {
    const laneSessions = line.forLane(lane.number);
    const source = line.reserveSource(lane, given);
    try {
      const prepared = await prepare(productId, lane.number);
      // Writes the row first: if that fails, the present inspection continues.
      const entry = open({ prepared, lane, source, user, from: { again } });
      await laneSessions.stop();
      return { entry, begun: laneSessions.begin(entry) };
    } finally {
      line.releaseSource(lane);
    }
  }

  return {
    /**
     * Ends the lane's session and starts another; resolves once its source has begun.
     *
     * @throws StationError NOT_FOUND, NO_ACTIVE_MODEL, CORRUPT_MODEL, …; CONFLICT also if the inspection was
     *   ended before its source had begun
     */
    async start(order: InspectionStart, user: User): Promise<Session> {
      const { lane: number = firstLane, productId, ifStopped = false } = order;
      const laneSessions = line.forLane(number);
      const turn = { lanes: [number], productIds: [productId] };
      const started = await turns.run(turn, async () =>
        ifStopped && laneSessions.running
          ? laneSessions.describe(laneSessions.running)
          : await begin(lanes.get(number), order, user),
      );
      if ('id' in started) return started;
      const { entry, begun } = started;
      /** Whether the lane still has the source, perhaps in a later session. */
      const isThere = (): boolean => laneSessions.running?.relay === entry.relay;
      try {
        await begun;
      } catch (error) {
        await turns.run({ lanes: [number] }, async () => {
          if (isThere()) await laneSessions.stop();
        });
        throw error;
      }
      return laneSessions.describe(laneSessions.running ?? entry);
    },

    /** @throws StationError NOT_FOUND if the inspection has ended already */
    async stop(sessionId: string): Promise<Session> {
      const { lane } = line.require(sessionId).session;
      return await turns.run({ lanes: [lane] }, async () => {
        line.require(sessionId);
        const ended = await line.forLane(lane).stop();
        if (!ended) throw new StationError('NOT_FOUND', 'The inspection has ended already.', sessionId);
        return ended;
      });
    },

    /** Ends whatever the lane inspects, also an inspection that was asked for before and is about to begin. */
    async stopLane(lane: number): Promise<void> {
      await turns.run({ lanes: [lane] }, line.forLane(lane).stop);
    },
  };
}
