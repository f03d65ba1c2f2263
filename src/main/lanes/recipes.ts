import { z } from 'zod';
import {
  mostRecipes,
  recipeNumberSchema,
  recipeSchema,
  recipeSettingsSchema,
  type Recipe,
} from '../../shared/domain/recipes.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { StationChanges } from '../station/changes.ts';
import type { Lanes } from './lanes.ts';
import { createSetUpRows } from './set-up-repository.ts';
import { createSetUp, type SetUp } from './set-up.ts';

/** The recipe that was chosen last, with the products that it stood for then. */
const selectionSchema = z.object({
  recipe: recipeNumberSchema,
  products: recipeSettingsSchema.shape.products,
  /** The last inspection of its lanes that had begun before, by its number; null: chosen by a version that did not keep it. */
  after: z.number().nullable().default(null),
});
export type RecipeSelection = z.infer<typeof selectionSchema> & { readonly setAt: number };

export interface Recipes extends SetUp<Recipe> {
  /** The recipe that was chosen last; null: none yet. */
  selection(): RecipeSelection | null;
  /**
   * Keeps that a recipe was chosen.
   *
   * @param after the last inspection of its lanes that has begun, by its number; 0: none yet
   * @returns takes it back: what was chosen before is so again
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

/** The recipes of the station as they are set up, and which was chosen last. */
export function createRecipes({ database, changes, lanes, products, now = Date.now }: RecipesParts): Recipes {
  const selections = createSetUpRows(database, 'selection', selectionSchema);
  const latest = () => selections.list()[0] ?? null;

  /** @throws StationError ALREADY_EXISTS when another recipe has the code, NOT_FOUND for a lane or product, CONFLICT when archived */
  function check({ code, products: chosen }: Recipe, others: readonly Recipe[]): void {
    const taken = code === null ? undefined : others.find((other) => isSameCode(other.code, code));
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
          ...{ number: 1, before: latest()?.text ?? null, after: text, setBy: name, setAt },
        }));
      keep(JSON.stringify({ recipe: number, products: chosen, after }), now());
      return () => keep(before?.text ?? null, before?.setAt ?? now());
    },
  };
}

/** Codes are read by scanners, which may write either case. */
export function isSameCode(one: string | null, other: string): boolean {
  return one?.toLowerCase() === other.trim().toLowerCase();
}
