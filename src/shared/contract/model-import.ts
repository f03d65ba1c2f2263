import { z } from 'zod';
import { count, instant, uuid } from './base.ts';
import { stationNameSchema } from '../domain/station-settings.ts';
import { familySchema, presetSchema } from '../domain/families.ts';

/** An exported model in a folder, examined before its import: its files are intact. */
export const importableModelSchema = z.object({
  id: uuid,
  /** The product's name at the exporting station. */
  productName: z.string(),
  family: familySchema,
  preset: presetSchema,
  createdAt: instant,
  trainingImages: count,
  /** Limits from the model's validation images. */
  thresholds: z.object({ review: z.number(), defect: z.number() }),
  graphBytes: count,
  graphSha256: z.string().length(64),
  /** Name of the exporting station; null: it had none. */
  exportedFrom: stationNameSchema.nullable(),
  /** Results at the exporting station; null: nobody evaluated the model. */
  evaluation: z
    .object({ images: count, imageAuroc: z.number().nullable(), auPro: z.number().nullable() })
    .nullable(),
  /** This station's product that the model was trained for, matched by id or name; null: none matches. */
  matchingProductId: uuid.nullable(),
  /** This station's product that already has the model; null: none. */
  installedProductId: uuid.nullable(),
});
export type ImportableModel = z.infer<typeof importableModelSchema>;
