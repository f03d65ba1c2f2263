import type { Product } from '../../shared/contract/products.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { createTurns } from '../cameras/in-turn.ts';
import type { LaneSessions } from './lane-sessions.ts';

export interface WhileIdleParts {
  readonly lines: Pick<LaneSessions, 'all' | 'forLane'>;
  readonly products: { get(id: string): Pick<Product, 'name'> };
  /** Starts and stops of inspections take turns with these actions. */
  readonly inTurn: ReturnType<typeof createTurns>;
}

/** Actions that must not meet an inspection: none begins or ends meanwhile. */
export function whileIdle({ lines, products, inTurn }: WhileIdleParts) {
  return {
    /**
     * Runs an action on a product not under inspection, e.g. archives it.
     *
     * @throws StationError CONFLICT while the product or its last parts are being inspected
     */
    unlessInspected: <Result>(productId: string, run: () => Result): Promise<Result> =>
      inTurn(() => {
        if (lines.all().some((line) => line.inspects(productId))) {
          const { name } = products.get(productId);
          throw new StationError(
            'CONFLICT',
            `“${name}” is being inspected. Stop the inspection, or change over to another product, first.`,
          );
        }
        return Promise.resolve(run());
      }),

    /** Runs an action on a stopped lane, e.g. removes it. @throws StationError CONFLICT while it inspects */
    unlessRunning: <Result>(lane: number, run: () => Result): Promise<Result> =>
      inTurn(() => {
        const entry = lines.forLane(lane).running;
        if (entry) {
          throw new StationError(
            'CONFLICT',
            `“${entry.session.laneName}” inspects. Stop its inspection first.`,
          );
        }
        return Promise.resolve(run());
      }),
  };
}
