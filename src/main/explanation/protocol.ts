import { z } from 'zod';
import { mapParts } from '../../shared/domain/map-parts.ts';
import { failedSchema } from '../host/told-failure.ts';

const requestId = z.number().int().positive();
const side = z.number().int().positive();
const values = z.instanceof(Float32Array<ArrayBuffer>);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const pictureSchema = z.object({
  /** Name of the picture in messages. */
  name: z.string(),
  /** The logged PNG. */
  bytes,
});
export type Picture = z.infer<typeof pictureSchema>;

const regionSchema = z.object({
  /** Weight of each place, `[height, width]`. */
  weights: z.custom<Float32Array>((value) => value instanceof Float32Array),
  height: side,
  width: side,
});

const request = z.object({
  requestId,
  /** Path of the model's `model.onnx`. */
  graph: z.string(),
  picture: pictureSchema,
});

export const toExplanationWorkerSchema = z.discriminatedUnion('kind', [
  /** Splits a model's map of a picture into parts. */
  request.extend({ kind: z.literal('explain') }),
  /** Describes a region of the picture by the model's teacher. */
  request.extend({ kind: z.literal('describe'), region: regionSchema }),
]);
export type ToExplanationWorker = z.infer<typeof toExplanationWorkerSchema>;

export const explainedSchema = z.object({
  width: side,
  height: side,
  /** The map's parts, each `[height, width]`; NaN where the model does not inspect. */
  parts: z.array(z.object({ part: z.enum(mapParts), values })),
});
export type Explained = z.infer<typeof explainedSchema>;

export const fromExplanationWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  explainedSchema.extend({ kind: z.literal('explained'), requestId }),
  z.object({
    kind: z.literal('described'),
    requestId,
    /** The region's descriptor, of unit length. */
    descriptor: values,
  }),
  failedSchema.extend({ requestId }),
]);
export type FromExplanationWorker = z.infer<typeof fromExplanationWorkerSchema>;
