import type { Product } from '../../shared/contract/products.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { LineSessions } from './line-sessions.ts';
import type { LaneTurns } from './lane-turns.ts';

export interface WhileIdleParts {
  readonly line: Pick<LineSessions, 'all' | 'forLane'>;
  readonly products: { get(id: string): Pick<Product, 'name'> };
  readonly turns: LaneTurns;
}

/** Actions that must not meet an inspection. */
export function whileIdle({ line, products, turns }: WhileIdleParts) {
  return {
    /**
     * Runs an action on a product not under inspection, e.g. archives it.
     *
     * @throws StationError CONFLICT while the product or its last parts are being inspected
     */
    unlessInspected<Result>(productId: string, run: () => Result): Result {
      if (turns.concerns(productId) || line.all().some((laneSessions) => laneSessions.inspects(productId))) {
        const { name } = products.get(productId);
        throw new StationError(
          'CONFLICT',
          `“${name}” is being inspected. Stop the inspection, or change over to another product, first.`,
        );
      }
      return run();
    },

    /** Runs an action on a stopped lane, e.g. removes it. @throws StationError CONFLICT while it inspects */
    unlessRunning: <Result>(lane: number, run: () => Result): Promise<Result> =>
      turns.run({ lanes: [lane] }, () => {
        const entry = line.forLane(lane).running;
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
