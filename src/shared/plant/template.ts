import { z } from 'zod';
import { instant } from '../contract/base.ts';
import {
  causeSchema,
  escapeCostSchema,
  smallestDefectSchema,
  inspectedAreaSchema,
  lineSettingsSchema,
  mostCauses,
  productNameSchema,
} from '../contract/products.ts';
import { recipeCodeSchema, recipeNumberSchema } from '../domain/recipes.ts';
import { lineOf, messageHead, personSchema } from './fields.ts';

/**
 * A product as a template, without images and models: the value of its key in `templates`. `station`
 * published it.
 */
export const plantTemplateSchema = z.object({
  ...messageHead,
  /** The station's name; empty: it has none. */
  stationName: lineOf(200),
  by: personSchema,
  at: instant,
  product: z.object({
    name: productNameSchema,
    area: inspectedAreaSchema,
    causes: z.array(causeSchema).max(mostCauses),
    line: lineSettingsSchema,
    /** Cost of an escape, in false rejects. */
    escapeCost: escapeCostSchema,
    /** Older stations omit it. */
    smallestDefect: smallestDefectSchema.nullable().default(null),
  }),
  /** The recipe by which a lane inspects only this product; null: there is none. */
  recipe: z.object({ number: recipeNumberSchema, code: recipeCodeSchema.nullable() }).nullable(),
});
export type PlantTemplate = z.infer<typeof plantTemplateSchema>;
