import { z } from 'zod';
import { secretNameSchema, secretNames } from './output-secrets.ts';
import { laneSchema, mostLanes } from './lanes.ts';
import { mostRecipes, recipeSchema } from './recipes.ts';

/** A recipe in a file. It names products, because ids differ between stations. */
const recipeInFileSchema = recipeSchema.omit({ products: true }).extend({
  products: z
    .array(z.strictObject({ lane: laneSchema.shape.number, product: z.string().trim().min(1).max(200) }))
    .min(1)
    .max(mostLanes),
});
export type RecipeInFile = z.infer<typeof recipeInFileSchema>;

/** The line's section of a settings file. Whatever it does not name stays as it is. */
export const lineFileSchema = z.strictObject({
  lanes: z.array(laneSchema).max(mostLanes).default([]).describe('By their numbers'),
  recipes: z.array(recipeInFileSchema).max(mostRecipes).default([]).describe('By their numbers'),
  outputs: z
    .array(
      z.looseObject({
        name: z.string().max(200),
        secrets: z
          .array(secretNameSchema)
          .max(secretNames.length)
          .optional()
          .describe('Passwords and keys that the output has where the file was written: their names alone'),
      }),
    )
    .max(16)
    .default([])
    .describe('By their names; without passwords and keys, which never leave a station'),
  reports: z
    .array(
      z.looseObject({
        name: z.string().max(200),
        product: z.string().trim().min(1).max(200).nullable().optional().describe('Null: of all products'),
        hasPassword: z.boolean().optional().describe('Whether it has a password where the file was written'),
      }),
    )
    .max(20)
    .default([])
    .describe('Scheduled reports, by their names; without passwords'),
});
export type LineFile = z.infer<typeof lineFileSchema>;
