import { z } from 'zod';
import { inspectedAreaSchema } from '../../../shared/contract/products.ts';
import { partSpreadFoundSchema } from '../../../shared/contract/part-spread.ts';
import { failedSchema } from '../../host/told-failure.ts';
import { trainingImageSchema } from '../../learning/training-image.ts';

/** Asks the process to measure how far the parts' positions differ. */
export const toPartSpreadSchema = z.object({
  images: z.array(trainingImageSchema).min(1),
  area: inspectedAreaSchema,
});
export type ToPartSpread = z.infer<typeof toPartSpreadSchema>;

export const fromPartSpreadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), found: partSpreadFoundSchema }),
  failedSchema,
]);
export type FromPartSpread = z.infer<typeof fromPartSpreadSchema>;
