import { z } from 'zod';
import { comparisons } from '../domain/compare-evaluations.ts';
import { errorCodes } from '../domain/station-error.ts';
import { count, uuid } from './base.ts';

/** What an evaluation says of a model, as far as two are compared. */
const meritSchema = z.object({ imageAuroc: z.number().nullable(), auPro: z.number().nullable() });

/** What became of a model that was to take over from the active one when it is better. */
export const takeOverSchema = z.discriminatedUnion('kind', [
  /** Nothing had inspected the product before: the model was activated. */
  z.object({ kind: z.literal('first') }),
  /** Both were evaluated on the product's test images; the new one was activated, or the old one stays. */
  z.object({
    kind: z.enum(['taken', 'kept']),
    comparison: z.enum(comparisons),
    /** The model that was active until then. */
    previousModelId: uuid,
    /** Test images that both were evaluated on. */
    images: count,
    own: meritSchema,
    other: meritSchema,
  }),
  /** Too few labelled test images to judge by: a person has to decide. */
  z.object({ kind: z.literal('proposed'), good: count, defective: count }),
  /** The comparison failed or was stopped: the old model stays. */
  z.object({ kind: z.literal('undecided'), code: z.enum(errorCodes), message: z.string() }),
]);
export type TakeOver = z.infer<typeof takeOverSchema>;
