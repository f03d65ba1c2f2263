import { z } from 'zod';
import { laneNumberSchema, mostLanes } from './lanes.ts';
import { visibleLine } from './visible-text.ts';

/** Highest recipe number: four digits, as controllers hold. */
export const highestRecipe = 9999;
/** Most recipes of a station. */
export const mostRecipes = 1000;

const text = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(visibleLine, 'One line of visible characters is needed');

export const recipeNumberSchema = z.number().int().min(1).max(highestRecipe);
export const recipeCodeSchema = text(200);

/** Settings of a recipe, without its number. */
export const recipeSettingsSchema = z.strictObject({
  name: text(60),
  /** The code that a scanner reads; null: the recipe is never scanned. */
  code: recipeCodeSchema.nullable().default(null),
  /** The product of each lane; other lanes continue with theirs. */
  products: z
    .array(z.strictObject({ lane: laneNumberSchema, productId: z.uuid() }))
    .min(1, 'A recipe has a product for at least one lane')
    .max(mostLanes)
    .refine((all) => new Set(all.map(({ lane }) => lane)).size === all.length, 'A lane has one product'),
});
export type RecipeSettings = z.infer<typeof recipeSettingsSchema>;

/** A recipe: a number, a name, and the product of each lane (docs/glossary). */
export const recipeSchema = recipeSettingsSchema.extend({ number: recipeNumberSchema });
export type Recipe = z.infer<typeof recipeSchema>;
