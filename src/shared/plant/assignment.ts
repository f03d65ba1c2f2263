import { z } from 'zod';
import { instant, uuid } from '../contract/base.ts';
import { largestLimit } from '../domain/verdict.ts';
import { lineOf, messageHead, namedModelSchema, personSchema, sha256Schema } from './fields.ts';
import { largestObject } from './limits.ts';

const limit = z.number().min(-largestLimit).max(largestLimit);

/**
 * A model that a station is to inspect a product with: the value of the station's key for it in `assignments`. The station fetches
 * the object, compares its hash, runs the model on its own known parts of the product and only then activates it.
 */
export const assignmentSchema = z.object({
  ...messageHead,
  id: uuid,
  /** By its name: what the product is called at the station. */
  product: z.object({ name: lineOf(200).min(1) }),
  /** The object: a model as a station exports it (docs/plant.md). */
  model: z.object({
    sha256: sha256Schema,
    bytes: z.number().int().positive().max(largestObject),
    /** Of the graph in it. */
    graphSha256: sha256Schema,
  }),
  /** The limits to judge by; null: the model's own. */
  limits: z.object({ review: limit, defect: limit }).nullable(),
  /** Who rolls it out, and when. */
  by: personSchema,
  at: instant,
  /** Stands in the history of activations. */
  note: z.string().max(1000),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** Why a station does not take an assignment. */
export const refusals = [
  /** Nothing of the kind is taken there: an administrator switched it off. */
  'switched-off',
  'no-product',
  /** The object is not there, or too large. */
  'no-object',
  /** The object is not what its name says. */
  'wrong-hash',
  /** It is no model that this version of the station reads. */
  'not-a-model',
  /** The product has no known parts to try it on. */
  'no-known-parts',
  /** A known part was judged otherwise than it has to be. */
  'known-parts-failed',
  'failed',
] as const;

export type Refusal = (typeof refusals)[number];

/** What became of an assignment at a station: the value of its key in `answers`. */
export const assignmentAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({
    ...messageHead,
    assignment: uuid,
    at: instant,
    /** `activated`: the station inspects with it. `running`: it fetches or tries it. `taken-back`: the model before is in force again. */
    outcome: z.enum(['running', 'activated', 'taken-back']),
    /** The model that was in force before; null: none, or not known. */
    before: namedModelSchema.nullable(),
  }),
  z.object({
    ...messageHead,
    assignment: uuid,
    at: instant,
    outcome: z.literal('refused'),
    reason: z.enum(refusals),
    /** In words, e.g. which known part failed. */
    detail: z.string().max(1000),
  }),
]);
export type AssignmentAnswer = z.infer<typeof assignmentAnswerSchema>;
