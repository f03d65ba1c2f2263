import { z } from 'zod';
import {
  mostRecipes,
  recipeCodeSchema,
  recipeNumberSchema,
  recipeSchema,
  recipeSettingsSchema,
} from '../domain/recipes.ts';
import { count, procedure } from './base.ts';
import { setUpSchema } from './lanes.ts';

export const configuredRecipeSchema = recipeSchema.extend(setUpSchema.shape);
export type ConfiguredRecipe = z.infer<typeof configuredRecipeSchema>;

/** The identifying fields of a recipe. */
export const chosenRecipeSchema = recipeSchema.pick({ number: true, name: true, code: true });
export type ChosenRecipe = z.infer<typeof chosenRecipeSchema>;

/**
 * Names a recipe and the version that the caller knows. Fails with CONFLICT if the recipe has changed since.
 */
const changed = z.object({ number: recipeNumberSchema, expected: count });

export const recipeChoiceSchema = z.union([
  z.strictObject({ number: recipeNumberSchema }),
  z.strictObject({ name: recipeSchema.shape.name }),
  /** As a scanner reads it. */
  z.strictObject({ code: recipeCodeSchema }),
]);

/** Recipes set the products of all lanes at once. */
export const recipes = {
  /** Lists recipes by number. */
  list: procedure('line.see').output(z.array(configuredRecipeSchema).max(mostRecipes)),
  add: procedure('line.setUp').input(recipeSchema).output(configuredRecipeSchema),
  change: procedure('line.setUp')
    .input(changed.extend({ recipe: recipeSettingsSchema }))
    .output(configuredRecipeSchema),
  remove: procedure('line.setUp').input(changed).output(z.void()),
  /**
   * Returns the recipe in force; null: nobody selected one, or somebody has chosen a product by hand since.
   */
  current: procedure('line.see').output(chosenRecipeSchema.nullable()),
  /** Changes all lanes over to the products of a recipe, or none. */
  select: procedure('line.operate').input(recipeChoiceSchema).output(chosenRecipeSchema),
};
