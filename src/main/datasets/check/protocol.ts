import { z } from 'zod';
import { outlierReasonSchema } from '../../../shared/contract/image-check.ts';
import { regionSchema } from '../../../shared/contract/drawn-shapes.ts';
import { inspectedAreaSchema } from '../../../shared/contract/products.ts';
import { errorCodes } from '../../../shared/domain/station-error.ts';
import { failedSchema } from '../../host/told-failure.ts';
import { traitsRecordSchema } from './traits.ts';

const place = z.number().int().nonnegative();

/** Asks the process to describe and compare images. */
export const toImageCheckSchema = z.object({
  backboneFile: z.string(),
  area: inspectedAreaSchema,
  images: z.array(
    z.object({
      path: z.string(),
      name: z.string(),
      /** True for a good training image; these should be alike. */
      trains: z.boolean(),
      /** The known traits; null if the image must still be described. */
      traits: traitsRecordSchema.nullable(),
    }),
  ),
});
export type ToImageCheck = z.infer<typeof toImageCheckSchema>;

/** The findings; they name images by their indexes in the list. */
const findingsSchema = z.object({
  pairs: z.array(z.tuple([place, place])),
  outliers: z.array(
    z.object({
      index: place,
      reason: outlierReasonSchema,
      deviation: z.number(),
      place: regionSchema.nullable(),
    }),
  ),
});
export type Findings = z.infer<typeof findingsSchema>;

export const fromImageCheckSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('traits'), index: place, traits: traitsRecordSchema }),
  z.object({
    kind: z.literal('unreadable'),
    index: place,
    code: z.enum(errorCodes),
    message: z.string(),
  }),
  z.object({ kind: z.literal('found'), findings: findingsSchema }),
  failedSchema,
]);
export type FromImageCheck = z.infer<typeof fromImageCheckSchema>;
