import { z } from 'zod';
import { stationNumberSchema } from '../plant/fields.ts';
import { count, instant, procedure, uuid } from './base.ts';
import { productNameSchema, productSchema } from './products.ts';

/** A product that a station of the plant published as a template. */
export const templateOfPlantSchema = z.object({
  station: stationNumberSchema,
  /** Empty: it has no name. */
  stationName: z.string(),
  /** The product at that station. */
  productId: uuid,
  name: z.string(),
  by: z.string(),
  at: instant,
  causes: count,
  /** The number of its recipe; null: it has none. */
  recipe: z.number().nullable(),
  /** Whether this station published it. */
  own: z.boolean(),
});
export type TemplateOfPlant = z.infer<typeof templateOfPlantSchema>;

export const takenTemplateSchema = z.object({
  product: productSchema,
  /** `number-taken`: the station has a recipe of this number or code already, and none was added. */
  recipe: z.enum(['none', 'added', 'number-taken']),
});
export type TakenTemplate = z.infer<typeof takenTemplateSchema>;

const ofProduct = z.object({ productId: uuid });

/** Products as templates for the stations of a plant: without pictures and models. */
export const plantTemplates = {
  list: procedure('products.edit').output(z.array(templateOfPlantSchema)),
  /** Publishes a product, or what became of it. CONFLICT outside a plant; UNREACHABLE. */
  publish: procedure('products.edit').input(ofProduct).output(z.void()),
  /** What others made of it stays with them. */
  withdraw: procedure('products.edit').input(ofProduct).output(z.void()),
  /** Makes a product of a template. */
  take: procedure('products.edit')
    .input(ofProduct.extend({ station: stationNumberSchema, name: productNameSchema }))
    .output(takenTemplateSchema),
};
