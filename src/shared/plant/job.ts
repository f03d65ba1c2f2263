import { z } from 'zod';
import { count, instant, share, uuid } from '../contract/base.ts';
import { lineOf, messageHead, personSchema, sha256Schema } from './fields.ts';
import { largestObject } from './limits.ts';

const objectSchema = z.object({
  sha256: sha256Schema,
  bytes: z.number().int().positive().max(largestObject),
});

/** A training for a machine with a GPU: one message of the work queue. `station` asks for it. */
export const plantJobSchema = z.object({
  ...messageHead,
  id: uuid,
  product: z.object({ name: lineOf(200).min(1) }),
  /** The product with its images, as a station exports it. */
  dataset: objectSchema,
  family: z.string().min(1).max(40),
  preset: z.string().min(1).max(40),
  /** Null: the preset's own. */
  epochs: z.number().int().positive().max(10_000).nullable(),
  seed: count,
  by: personSchema,
  at: instant,
});
export type PlantJob = z.infer<typeof plantJobSchema>;

/** How a job stands: the value of its key in `jobs`. A job whose trainer is silent goes to another one. */
export const plantJobStateSchema = z.object({
  ...messageHead,
  job: uuid,
  /** The station that trains; null: none yet. */
  trainer: messageHead.station.nullable(),
  at: instant,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** How far it is. */
  progress: share,
  /** The trained model; null until it is done. */
  model: objectSchema.nullable(),
  failure: z.string().max(1000).nullable(),
});
export type PlantJobState = z.infer<typeof plantJobStateSchema>;
