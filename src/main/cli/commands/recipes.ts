import type { ConfiguredRecipe } from '../../../shared/contract/recipes.ts';
import { recipeSchema } from '../../../shared/domain/recipes.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { createLanes } from '../../lanes/lanes.ts';
import { createRecipes, type Recipes } from '../../lanes/recipes.ts';
import { createProductRepository, type ProductRepository } from '../../products/repository.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { singleUser } from '../../users/single-user.ts';
import { checkedValues, givenValues, type GivenValues } from '../given-values.ts';
import type { Terminal } from '../terminal.ts';

/** Opens the home folder's recipes and calls `run`. A running station notices changes by itself. */
function withRecipes<Result>(run: (recipes: Recipes, products: ProductRepository) => Result): Result {
  const { database, close } = openBesideStation(stationPaths(defaultHome(process.env, process.platform)));
  try {
    const changes = { publish: () => undefined };
    const products = createProductRepository(database);
    return run(
      createRecipes({ database, changes, products, lanes: createLanes(database, changes) }),
      products,
    );
  } finally {
    close();
  }
}

/** Prints the recipes and their products. */
export function listRecipes(terminal: Terminal): void {
  const all = withRecipes((recipes, products) =>
    recipes.list().map((recipe) => ({ recipe, text: recipeText(recipe, products) })),
  );
  for (const { text } of all) terminal.print(text);
  if (all.length === 0) terminal.print('None was set up yet.');
  terminal.printJson({ recipes: all.map(({ recipe }) => recipe) });
}

/** Adds or changes a recipe; keys not named stay. @param given `name=`, `code=`, and `lane.2=Lid` for each lane */
export function setRecipe(terminal: Terminal, number: number, given: readonly string[]): void {
  const keys = given.map((pair) => pair.split('=')[0] ?? '').filter((key) => key.startsWith('lane.'));
  const { lane: chosen = {}, ...values } = givenValues(given, ['name', 'code', ...keys]);
  const { set, text } = withRecipes((recipes, products) => {
    const standing = recipes.find(number);
    const before = new Map(standing?.products.map(({ lane, productId }) => [lane, productId]));
    for (const [lane, name] of Object.entries(chosen ?? {})) {
      if (name === '') before.delete(Number(lane));
      else before.set(Number(lane), productId(products, String(name)));
    }
    const recipe = checkedValues(
      recipeSchema,
      {
        name: standing?.name ?? `Recipe ${number}`,
        code: standing?.code ?? null,
        ...values,
        ...codeOf(values),
        number,
        products: [...before].map(([lane, id]) => ({ lane, productId: id })),
      },
      'The recipe',
    );
    const set = standing
      ? recipes.change(recipe, standing.version, singleUser)
      : recipes.add(recipe, singleUser);
    return { set, text: recipeText(set, products) };
  });
  terminal.print(text);
  terminal.printJson(set);
}

/** Removes a recipe. */
export function removeRecipe(terminal: Terminal, number: number): void {
  const removed = withRecipes((recipes) => {
    const standing = recipes.get(number);
    recipes.remove(number, standing.version, singleUser);
    return standing;
  });
  terminal.print(`Recipe ${number}, “${removed.name}”, was removed.`);
  terminal.printJson({ number, name: removed.name });
}

/** Reads the code, which is text even if it has only digits; `code=` removes it. */
function codeOf({ code }: GivenValues): { readonly code?: string | null } {
  if (code === undefined) return {};
  return { code: typeof code === 'string' && code !== '' ? code : null };
}

/** @throws StationError NOT_FOUND listing the existing names */
function productId(products: ProductRepository, name: string): string {
  const found = products.findByName(name.trim());
  if (found) return found.id;
  const names = products.list().map((product) => `“${product.name}”`);
  throw new StationError('NOT_FOUND', `There is no product “${name}”. There are: ${names.join(', ')}.`);
}

function recipeText(
  { number, name, code, products: chosen, setBy, setAt }: ConfiguredRecipe,
  products: ProductRepository,
): string {
  const lanes = chosen.map(({ lane, productId: id }) => `lane ${lane} “${products.find(id)?.name ?? '–'}”`);
  const words = [
    ...(code === null ? [] : [`code “${code}”`]),
    ...lanes,
    ...(setAt === null ? [] : [`since ${new Date(setAt).toISOString()}, by ${setBy ?? ''}`]),
  ];
  return `${number}  ${name}: ${words.join(', ')}`;
}
