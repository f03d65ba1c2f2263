import { z } from 'zod';
import {
  mostRecipes,
  recipeNumberSchema,
  recipeSchema,
  recipeSettingsSchema,
  type Recipe,
} from '../../shared/domain/recipes.ts';
import type { User } from '../../shared/domain/role.ts';
import { isSameName } from '../../shared/domain/same-name.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { StationChanges } from '../station/changes.ts';
import type { Lanes } from './lanes.ts';
import { createSetUpRows } from './set-up-repository.ts';
import { createSetUp, type SetUp } from './set-up.ts';

/** The last chosen recipe, with its products at that time. */
const selectionSchema = z.object({
  recipe: recipeNumberSchema,
  products: recipeSettingsSchema.shape.products,
  /** Number of the last inspection of its lanes begun before the choice; null if an older version did not store it. */
  after: z.number().nullable().default(null),
});
export type RecipeSelection = z.infer<typeof selectionSchema> & { readonly setAt: number };

export interface Recipes extends SetUp<Recipe> {
  /** Returns the last chosen recipe; null if none was chosen yet. */
  selection(): RecipeSelection | null;
  /**
   * Stores the choice of a recipe.
   *
   * @param after number of the last inspection of its lanes that has begun; 0 if there is none
   * @returns a function that restores the choice before
   */
  select(recipe: Recipe, after: number, user: User): () => void;
}

export interface RecipesParts {
  readonly database: StationDatabase;
  readonly changes: Pick<StationChanges, 'publish'>;
  readonly lanes: Pick<Lanes, 'get'>;
  readonly products: {
    find(id: string): { readonly name: string; readonly archivedAt: number | null } | null;
  };
  readonly now?: () => number;
}

/** Makes the set-up of the station's recipes, with the last chosen one. */
export function createRecipes({ database, changes, lanes, products, now = Date.now }: RecipesParts): Recipes {
  const selections = createSetUpRows(database, 'selection', selectionSchema);
  const latest = () => selections.list()[0] ?? null;

  /** @throws StationError ALREADY_EXISTS for a used code, NOT_FOUND for lane or product, CONFLICT for an archived product */
  function check({ code, products: chosen }: Recipe, others: readonly Recipe[]): void {
    const taken = others.find(
      (other) => other.code !== null && code !== null && isSameName(other.code, code),
    );
    if (taken) {
      throw new StationError(
        'ALREADY_EXISTS',
        `“${taken.name}” has the code “${code}” already. Choose another code.`,
      );
    }
    for (const { lane, productId } of chosen) {
      const { name } = lanes.get(lane);
      const product = products.find(productId);
      if (product === null) {
        throw new StationError(
          'NOT_FOUND',
          `The product for “${name}” does not exist. Choose another.`,
          productId,
        );
      }
      if (product.archivedAt !== null) {
        throw new StationError(
          'CONFLICT',
          `“${product.name}” is archived. Restore it, or choose another product.`,
        );
      }
    }
  }

  return {
    ...createSetUp({
      changes,
      word: 'recipe',
      most: mostRecipes,
      usual: [],
      check,
      now,
      rows: createSetUpRows(database, 'recipe', recipeSchema),
    }),
    selection() {
      const row = latest();
      return row && { ...row.item, setAt: row.setAt };
    },
    select({ number, products: chosen }, after, { name }) {
      const before = latest();
      const keep = (text: string | null, setAt: number): void =>
        selections.append(() => ({
          number: 1,
          before: latest()?.text ?? null,
          after: text,
          setBy: name,
          setAt,
        }));
      keep(JSON.stringify({ recipe: number, products: chosen, after }), now());
      return () => keep(before?.text ?? null, before?.setAt ?? now());
    },
  };
}
