import { z } from 'zod';
import { count, instant, uuid } from './base.ts';
import { stationNameSchema } from '../domain/station-settings.ts';
import { familySchema, presetSchema } from '../domain/families.ts';

/** An exported model in a folder, looked at before it is taken in: its files are whole. */
export const importableModelSchema = z.object({
  id: uuid,
  /** The product's name where it was trained. */
  productName: z.string(),
  family: familySchema,
  preset: presetSchema,
  createdAt: instant,
  trainingImages: count,
  /** Limits that its validation images gave. */
  thresholds: z.object({ review: z.number(), defect: z.number() }),
  graphBytes: count,
  graphSha256: z.string().length(64),
  /** Name of the station that exported it; null where it had none. */
  exportedFrom: stationNameSchema.nullable(),
  /** What it reached where it comes from; null where nobody evaluated it. */
  evaluation: z
    .object({ images: count, imageAuroc: z.number().nullable(), auPro: z.number().nullable() })
    .nullable(),
  /** The product of this station that it was trained for, by id or by name; null where there is none. */
  matchingProductId: uuid.nullable(),
  /** The product of this station that has this model already. */
  installedProductId: uuid.nullable(),
});
export type ImportableModel = z.infer<typeof importableModelSchema>;
