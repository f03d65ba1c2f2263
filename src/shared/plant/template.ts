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

/** A product as a template, without pictures and models: the value of its key in `templates`. `station` published it. */
export const plantTemplateSchema = z.object({
  ...messageHead,
  /** What the station is called; empty: it has no name. */
  stationName: lineOf(200),
  by: personSchema,
  at: instant,
  product: z.object({
    name: productNameSchema,
    area: inspectedAreaSchema,
    causes: z.array(causeSchema).max(mostCauses),
    line: lineSettingsSchema,
    /** The rule of its limits: what an escape costs, in false rejects. */
    escapeCost: escapeCostSchema,
    /** Left out by stations that did not know it. */
    smallestDefect: smallestDefectSchema.nullable().default(null),
  }),
  /** The recipe by which a lane inspects this product alone; null: there is none. */
  recipe: z.object({ number: recipeNumberSchema, code: recipeCodeSchema.nullable() }).nullable(),
});
export type PlantTemplate = z.infer<typeof plantTemplateSchema>;
