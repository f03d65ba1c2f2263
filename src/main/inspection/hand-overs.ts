import type { Session } from '../../shared/contract/inspection.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { isDatabaseBusy } from '../database/database-busy.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { changeLanesOver, type ChangeoverParts, type LaneProduct } from './changeover-of-lanes.ts';
import type { LineSessions } from './line-sessions.ts';
import type { LaneTurns } from './lane-turns.ts';
import type { LineEvents } from './line-events.ts';
import type { LaneSessions } from './lane-sessions.ts';
import type { LiveWindows } from './live-windows.ts';
import type { OpenSession } from './open-session.ts';
import { checkChangeover } from './session-preparation.ts';

export interface HandOverParts extends ChangeoverParts {
  readonly lanes: Pick<Lanes, 'find'>;
  readonly line: Pick<LineSessions, 'all' | 'forLane' | 'require'>;
  readonly turns: LaneTurns;
  readonly windows: Pick<LiveWindows, 'tellProblem'>;
  readonly events: Pick<LineEvents, 'publish'>;
  /** Runs an action once the database is writable, at once if it is. */
  readonly onceWritable: (act: () => void) => void;
}

/** Changeovers of several lanes take turns under this number, which no lane has. */
const recipeTurn = 0;

/** Passes running sources from one session to the next, at changeovers and when another model is activated. */
export function createHandOvers(parts: HandOverParts) {
  const { lanes, line, products, prepare, open, turns, windows, events, onceWritable } = parts;

  /** Continues on the same source with another model; earlier frames are finished with the old one. */
  async function handOver(before: OpenSession, productId: string, user: User): Promise<Session> {
    const { lane: number, source } = before.session;
    const prepared = await prepare(productId, number);
    const lane = lanes.find(number) ?? before.lane;
    const next = open({ prepared, lane, source, user, from: { before } });
    const laneSessions = line.forLane(number);
    await laneSessions.handOver(before, next);
    events.publish({ kind: 'lanes' });
    return laneSessions.describe(next);
  }

  async function followInLane(laneSessions: LaneSessions, productId: string): Promise<void> {
    try {
      await turns.run({ lanes: [laneSessions.lane] }, async () => {
        const entry = laneSessions.running;
        if (entry?.session.productId !== productId || entry.runner.paused) return;
        if (products.get(productId).activeModelId === entry.session.modelId) return;
        await handOver(entry, productId, entry.user);
      });
    } catch (error) {
      windows.tellProblem(isDatabaseBusy(error) ? heldAtHandOver() : error);
      if (isDatabaseBusy(error)) onceWritable(() => void followInLane(laneSessions, productId));
    }
  }

  return {
    /**
     * Switches the product's session to its newly active model, from the next frame on; a paused session,
     * after its pause. Failures are reported to the windows. While another program holds the database, the
     * session keeps its model.
     */
    async followActiveModel(productId: string): Promise<void> {
      await Promise.all(line.all().map((laneSessions) => followInLane(laneSessions, productId)));
    },

    /**
     * Changes the inspection over to another product on the same source.
     *
     * @throws StationError NOT_FOUND if the inspection has ended, CONFLICT if source or product do not fit,
     *   NO_ACTIVE_MODEL, CORRUPT_MODEL; then the inspection continues as before
     */
    async changeover(sessionId: string, productId: string, user: User): Promise<Session> {
      const turn = { lanes: [line.require(sessionId).session.lane], productIds: [productId] };
      return await turns.run(turn, () => {
        const entry = line.require(sessionId);
        checkChangeover(entry.session, products.get(productId));
        return handOver(entry, productId, user);
      });
    },

    /** Runs {@link changeLanesOver} while no inspection of its lanes can begin or end, and no other changes over so. */
    changeLanesOver: (targets: readonly LaneProduct[], user: User, commit: () => () => void): Promise<void> =>
      turns.run(
        {
          lanes: [recipeTurn, ...targets.map(({ lane }) => lane)],
          productIds: targets.map(({ productId }) => productId),
        },
        async () => {
          await changeLanesOver({ line, products, prepare, open }, targets, user, commit);
          events.publish({ kind: 'lanes' });
        },
      ),
  };
}

function heldAtHandOver(): StationError {
  return new StationError(
    'DATABASE_LOCKED',
    'Another program holds the database. The inspection goes on with the model of before, and changes over once it is free.',
  );
}
