import { z } from 'zod';
import { errorCodes } from '../domain/station-error.ts';
import { comparisons } from '../domain/take-over-rule.ts';
import { count, uuid } from './base.ts';

/** So many of so many. */
const countOfSchema = z.object({ count, of: count });

/** What a model decides on the product's test images at the limits that are, or would be, in force for it. */
export const decidedSchema = z.object({
  escapes: countOfSchema,
  falseRejects: countOfSchema,
  reviews: countOfSchema,
});
export type Decided = z.infer<typeof decidedSchema>;

/** What an evaluation says of a model, as far as two are compared. */
const meritSchema = z.object({
  imageAuroc: z.number().nullable(),
  auPro: z.number().nullable(),
  /** Null in comparisons from before decisions were compared. */
  decided: decidedSchema.nullable().default(null),
});

/** What became of a model that was to take over from the active one when it is better. */
export const takeOverSchema = z.discriminatedUnion('kind', [
  /** Nothing had inspected the product before. The model was activated, unless too many known defects would pass. */
  z.object({
    kind: z.literal('first'),
    activated: z.boolean().default(true),
    /** Null without defective test images. */
    decided: decidedSchema.nullable().default(null),
  }),
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
