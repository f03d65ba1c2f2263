import { z } from 'zod';
import { instant, uuid } from '../contract/base.ts';
import { refusals } from '../domain/refusals.ts';
import { largestLimit } from '../domain/verdict.ts';
import { lineOf, messageHead, namedModelSchema, personSchema, sha256Schema, textOf } from './fields.ts';
import { largestObject } from './limits.ts';

const limit = z.number().min(-largestLimit).max(largestLimit);

/**
 * A model with which a station shall inspect a product: the value of the station's key in `assignments`. The
 * station fetches the object, compares its hash, runs the model on its own known parts of the product, and
 * only then activates it.
 */
export const assignmentSchema = z.object({
  ...messageHead,
  id: uuid,
  /** The product's name at the station. */
  product: z.object({ name: lineOf(200).min(1) }),
  /** The object: a model as a station exports it (docs/plant.md). */
  model: z.object({
    sha256: sha256Schema,
    bytes: z.number().int().positive().max(largestObject),
    /** SHA-256 of the model's graph. */
    graphSha256: sha256Schema,
  }),
  /** Limits for the model; null: the model's own. */
  limits: z.object({ review: limit, defect: limit }).nullable(),
  /** The person who rolls the model out. */
  by: personSchema,
  at: instant,
  /** Text for the history of activations. */
  note: z.string().max(1000),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** A station's answer to an assignment: the value of its key in `answers`. */
export const assignmentAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({
    ...messageHead,
    assignment: uuid,
    at: instant,
    /**
     * `running`: the station fetches or tries the model. `activated`: it inspects with the model.
     * `taken-back`: the model before is in force again.
     */
    outcome: z.enum(['running', 'activated', 'taken-back']),
    /** The model in force before; null: none, or unknown. */
    before: namedModelSchema.nullable(),
    /** `running`: why the model has not come yet; it is tried again. Older stations omit it. */
    detail: textOf(1000).optional(),
  }),
  z.object({
    ...messageHead,
    assignment: uuid,
    at: instant,
    outcome: z.literal('refused'),
    reason: z.enum(refusals),
    /** Details in words, e.g. which known part failed. */
    detail: textOf(1000),
  }),
]);
export type AssignmentAnswer = z.infer<typeof assignmentAnswerSchema>;
