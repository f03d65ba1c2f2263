import { z } from 'zod';
import { stationNumberSchema } from '../plant/fields.ts';
import { count, instant, procedure, uuid } from './base.ts';
import { productNameSchema, productSchema } from './products.ts';

/** A product that a station of the plant published as a template. */
export const templateOfPlantSchema = z.object({
  station: stationNumberSchema,
  /** Empty: the station has no name. */
  stationName: z.string(),
  /** Id of the product at that station. */
  productId: uuid,
  name: z.string(),
  by: z.string(),
  at: instant,
  causes: count,
  /** Number of the product's recipe; null: it has none. */
  recipe: z.number().nullable(),
  /** Whether this station published the template. */
  own: z.boolean(),
});
export type TemplateOfPlant = z.infer<typeof templateOfPlantSchema>;

export const takenTemplateSchema = z.object({
  product: productSchema,
  /** `number-taken`: no recipe was added, because this station has one with the same number or code. */
  recipe: z.enum(['none', 'added', 'number-taken']),
});
export type TakenTemplate = z.infer<typeof takenTemplateSchema>;

const ofProduct = z.object({ productId: uuid });

/** Templates of products for the stations of a plant, without images and models. */
export const plantTemplates = {
  list: procedure('products.edit').output(z.array(templateOfPlantSchema)),
  /** Publishes a product, or its present state. Fails with CONFLICT outside a plant, or UNREACHABLE. */
  publish: procedure('products.edit').input(ofProduct).output(z.void()),
  /** Withdraws a template. Products that other stations made from it stay. */
  withdraw: procedure('products.edit').input(ofProduct).output(z.void()),
  /** Makes a product from a template. */
  take: procedure('products.edit')
    .input(ofProduct.extend({ station: stationNumberSchema, name: productNameSchema }))
    .output(takenTemplateSchema),
};
