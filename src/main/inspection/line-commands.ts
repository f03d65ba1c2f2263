import type { Session } from '../../shared/contract/inspection.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { LaneOfLine, LineCommands } from '../line/line-commands.ts';
import type { InspectionService } from './service.ts';

export interface LineCommandsParts {
  readonly lanes: Pick<Lanes, 'list' | 'get'>;
  readonly inspection: Pick<
    InspectionService,
    'sessions' | 'current' | 'latest' | 'isBusy' | 'ask' | 'start' | 'stop' | 'subscribe'
  >;
  readonly products: { get(id: string): Product };
}

/** What a controller, a broker or a program may ask of the line, done by the inspection. */
export function createLineCommands({ lanes, inspection, products }: LineCommandsParts): LineCommands {
  function productOf(lane: number, session: Session | null): LaneOfLine['product'] {
    if (session) return { id: session.productId, name: session.productName };
    const last = inspection.latest(lane);
    return last && { id: last.productId, name: products.get(last.productId).name };
  }

  function stateOf(lane: number, session: Session | null): LaneOfLine['state'] {
    if (session === null) return 'stopped';
    if (session.paused) return 'paused';
    return inspection.isBusy(lane) ? 'busy' : 'ready';
  }

  /** @param lane null: all. @throws StationError NOT_FOUND */
  function chosen(lane: number | null): number[] {
    return lane === null ? lanes.list().map(({ number }) => number) : [lanes.get(lane).number];
  }

  async function startOne(number: number, user: User): Promise<void> {
    if (inspection.current(number)) return;
    const { name, source } = lanes.get(number);
    const last = inspection.latest(number);
    if (last === null) {
      throw new StationError(
        'CONFLICT',
        `“${name}” has inspected nothing yet. Choose a recipe, or start it in the window.`,
      );
    }
    await inspection.start({ productId: last.productId, source: source ?? last.source, lane: number }, user);
  }

  return {
    lanes: () =>
      lanes.list().map(({ number, name, trigger }) => {
        const session = inspection.current(number);
        return {
          ...{ number, name, trigger: session?.trigger ?? trigger.kind },
          ...{ state: stateOf(number, session), product: productOf(number, session) },
        };
      }),
    recipes: () => [],
    recipe: () => null,
    trigger: inspection.ask,
    selectRecipe() {
      return Promise.reject(new StationError('NOT_FOUND', 'There is no recipe: none was set up yet.'));
    },
    async start(lane, user) {
      for (const number of chosen(lane)) await startOne(number, user);
    },
    async stop(lane) {
      for (const number of chosen(lane)) {
        const session = inspection.current(number);
        if (session) await inspection.stop(session.id);
      }
    },
    subscribe: inspection.subscribe,
  };
}
