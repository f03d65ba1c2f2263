import type { Session } from '../../shared/contract/inspection.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { Recipe } from '../../shared/domain/recipes.ts';
import type { User } from '../../shared/domain/role.ts';
import { isSameName } from '../../shared/domain/same-name.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { Recipes, RecipeSelection } from '../lanes/recipes.ts';
import type { LaneOfLine, LineCommands, RecipeChoice, RecipeOfLine } from '../line/line-commands.ts';
import type { InspectionService } from './service.ts';
import type { LatestSession } from './session-repository.ts';

export interface LineCommandsParts {
  readonly inspection: Pick<
    InspectionService,
    | 'lanesNow'
    | 'current'
    | 'latest'
    | 'failure'
    | 'isBeginning'
    | 'isBusy'
    | 'ask'
    | 'start'
    | 'stopLane'
    | 'changeLanesOver'
    | 'subscribe'
  >;
  readonly recipes: Pick<Recipes, 'list' | 'find' | 'selection' | 'select'>;
  readonly products: { get(id: string): Product };
}

/** Carries out commands that a controller, a broker or a program gives the line. */
export function createLineCommands({ recipes, inspection, products }: LineCommandsParts): LineCommands {
  const lanes = inspection.lanesNow;
  /** Returns the product that a lane inspects, or would inspect when started; null: none was chosen yet. */
  function productIdOf(lane: number): string | null {
    const session = inspection.current(lane);
    if (session) return session.productId;
    const last = inspection.latest(lane);
    const selection = recipes.selection();
    const chosen = selection?.products.find((product) => product.lane === lane);
    if (last === null) return chosen?.productId ?? null;
    return selection && chosen && isBefore(last, selection) ? chosen.productId : last.productId;
  }

  function productOf(lane: number, session: Session | null): LaneOfLine['product'] {
    if (session) return { id: session.productId, name: session.productName };
    const id = productIdOf(lane);
    return id === null ? null : { id, name: products.get(id).name };
  }

  function recipe(): RecipeOfLine | null {
    const selection = recipes.selection();
    const found = selection && recipes.find(selection.recipe);
    if (!found) return null;
    return selection.products.every(({ lane, productId }) => productIdOf(lane) === productId)
      ? ofLine(found)
      : null;
  }

  /** Finds a recipe. @throws StationError NOT_FOUND with the names of existing recipes */
  function chosenRecipe(choice: RecipeChoice): Recipe {
    const found = recipes.list().find((one) => isChosen(one, choice));
    if (found) return found;
    const some = recipes.list().slice(0, 10);
    const there = some.map(({ number, name }) => `${number} “${name}”`).join(', ');
    throw new StationError(
      'NOT_FOUND',
      `There is no recipe ${choiceText(choice)}. ${there === '' ? 'None was set up yet.' : `There are ${there}.`}`,
    );
  }

  function stateOf(lane: number, session: Session | null): LaneOfLine['state'] {
    if (session === null || inspection.isBeginning(lane)) return 'stopped';
    if (session.paused || session.stalledUntil !== null) return 'paused';
    return inspection.isBusy(lane) ? 'busy' : 'ready';
  }

  /** Acts on each of the lanes at the same time, since the source of one may hang. @throws StationError with all failures */
  async function onEach(numbers: readonly number[], act: (lane: number) => Promise<unknown>): Promise<void> {
    const failures: unknown[] = [];
    await Promise.all(numbers.map((number) => act(number).catch((error: unknown) => failures.push(error))));
    if (failures.length < 2) {
      for (const failure of failures) throw failure;
      return;
    }
    throw new StationError('CONFLICT', failures.map(messageOf).join(' '));
  }

  /** @param lane null: all lanes. @throws StationError NOT_FOUND */
  function chosen(lane: number | null): number[] {
    return lane === null ? lanes.list().map(({ number }) => number) : [lanes.get(lane).number];
  }

  async function startOne(number: number, user: User): Promise<void> {
    const { name, source } = lanes.get(number);
    const productId = productIdOf(number);
    const given = source ?? inspection.latest(number)?.source ?? null;
    if (productId === null) {
      throw new StationError(
        'CONFLICT',
        `“${name}” has inspected nothing yet. Choose a recipe, or show it alone in the window and start it.`,
      );
    }
    await inspection.start({ productId, source: given, lane: number, ifStopped: true }, user);
  }

  return {
    lanes: () =>
      lanes.list().map(({ number, name, trigger }) => {
        const session = inspection.current(number);
        return {
          number,
          name,
          trigger: session?.trigger ?? trigger.kind,
          state: stateOf(number, session),
          product: productOf(number, session),
          failure: inspection.failure(number),
        };
      }),
    recipes: () => recipes.list().map(ofLine),
    recipe,
    trigger: inspection.ask,
    async selectRecipe(choice, user) {
      const chosen = chosenRecipe(choice);
      await inspection.changeLanesOver(chosen.products, user, () => {
        const begun = chosen.products.map(({ lane }) => inspection.latest(lane)?.number ?? 0);
        return recipes.select(chosen, Math.max(0, ...begun), user);
      });
      return ofLine(chosen);
    },
    async start(lane, user) {
      await onEach(chosen(lane), (number) => startOne(number, user));
    },
    async stop(lane) {
      await onEach(chosen(lane), inspection.stopLane);
    },
    subscribe(listener) {
      let told = recipe()?.number ?? null;
      return inspection.subscribe((event) => {
        listener(event);
        if (event.kind !== 'lanes') return;
        const now = recipe();
        if ((now?.number ?? null) === told) return;
        told = now?.number ?? null;
        listener({ kind: 'recipe', recipe: now });
      });
    },
  };
}

/** Whether an inspection had begun when a recipe was chosen. */
const isBefore = ({ number, startedAt }: LatestSession, { after, setAt }: RecipeSelection): boolean =>
  after === null ? startedAt <= setAt : number <= after;

const ofLine = ({ number, name, code }: Recipe): RecipeOfLine => ({ number, name, code });

function isChosen({ number, name, code }: Recipe, choice: RecipeChoice): boolean {
  if ('number' in choice) return number === choice.number;
  return 'name' in choice ? isSameName(name, choice.name) : code !== null && isSameName(code, choice.code);
}

function choiceText(choice: RecipeChoice): string {
  if ('number' in choice) return String(choice.number);
  return 'name' in choice ? `“${choice.name}”` : `with the code “${choice.code}”`;
}
