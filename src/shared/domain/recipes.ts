import { z } from 'zod';
import { laneNumberSchema, mostLanes } from './lanes.ts';
import { visibleLine } from './visible-text.ts';

/** Recipes are numbered from 1 to this: what four digits of a controller hold. */
export const highestRecipe = 9999;
/** A station has so many recipes at most. */
export const mostRecipes = 1000;

const text = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(visibleLine, 'One line of visible characters is needed');

export const recipeNumberSchema = z.number().int().min(1).max(highestRecipe);
export const recipeCodeSchema = text(200);

/** A recipe as it is set up, but for its number. */
export const recipeSettingsSchema = z.strictObject({
  name: text(60),
  /** What a scanner reads; null: it is never scanned. */
  code: recipeCodeSchema.nullable().default(null),
  /** What each lane inspects; lanes that are not named go on as they are. */
  products: z
    .array(z.strictObject({ lane: laneNumberSchema, productId: z.uuid() }))
    .min(1, 'A recipe has a product for at least one lane')
    .max(mostLanes)
    .refine((all) => new Set(all.map(({ lane }) => lane)).size === all.length, 'A lane has one product'),
});
export type RecipeSettings = z.infer<typeof recipeSettingsSchema>;

/** A recipe: a number and a name, and what each lane inspects by it (docs/glossary). */
export const recipeSchema = recipeSettingsSchema.extend({ number: recipeNumberSchema });
export type Recipe = z.infer<typeof recipeSchema>;
