import { z } from 'zod';
import { errorCodes } from '../domain/station-error.ts';
import { comparisons } from '../domain/take-over-rule.ts';
import { count, uuid } from './base.ts';

/** `count` of `of` images. */
const countOfSchema = z.object({ count, of: count });

/** A model's decisions on the product's test images, at the limits that are in force for it or would be. */
export const decidedSchema = z.object({
  escapes: countOfSchema,
  falseRejects: countOfSchema,
  reviews: countOfSchema,
});
export type Decided = z.infer<typeof decidedSchema>;

/** The figures of an evaluation that a comparison of two models uses. */
const meritSchema = z.object({
  imageAuroc: z.number().nullable(),
  auPro: z.number().nullable(),
  /** Null in comparisons older than this field. */
  decided: decidedSchema.nullable().default(null),
});

/** The outcome for a new model that should become active if it is better than the active one. */
export const takeOverSchema = z.discriminatedUnion('kind', [
  /** The product's first model. It was activated unless it would let too many known defects pass. */
  z.object({
    kind: z.literal('first'),
    activated: z.boolean().default(true),
    /** Null: no test image is defective. */
    decided: decidedSchema.nullable().default(null),
  }),
  /**
   * Both models were evaluated on the product's test images. `taken`: the new one was activated; `kept`: the
   * old one stays.
   */
  z.object({
    kind: z.enum(['taken', 'kept']),
    comparison: z.enum(comparisons),
    /** The model that was active before the comparison. */
    previousModelId: uuid,
    /** Test images in both evaluations. */
    images: count,
    own: meritSchema,
    other: meritSchema,
  }),
  /** There are too few labelled test images, so a person must decide. */
  z.object({ kind: z.literal('proposed'), good: count, defective: count }),
  /** The comparison failed or was stopped, so the old model stays. */
  z.object({ kind: z.literal('undecided'), code: z.enum(errorCodes), message: z.string() }),
]);
export type TakeOver = z.infer<typeof takeOverSchema>;
