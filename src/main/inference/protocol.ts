import { z } from 'zod';
import { poseSchema } from '../../shared/domain/pose.ts';
import { failedSchema } from '../host/told-failure.ts';
import { refusedProviderSchema } from './provider-protocol.ts';

const requestId = z.number().int().positive();

export const pixelsSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** 3 = RGB, 4 = RGBA; the graph ignores alpha. */
  channels: z.union([z.literal(3), z.literal(4)]),
  /** `[H, W, channels]`, uint8. */
  data: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
export type Pixels = z.infer<typeof pixelsSchema>;

/** A graph's result for a frame. */
export const inferenceResultSchema = z.object({
  score: z.number(),
  /** Anomaly map `[height, width]`, row-major, over the whole frame. */
  map: z.instanceof(Float32Array<ArrayBuffer>),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** The part's position; left out if the model does not align parts. */
  pose: poseSchema.optional(),
  /** Time of the graph's run and of the alignment, milliseconds. */
  runMs: z.number().nonnegative(),
});

export const toInferenceWorkerSchema = z.discriminatedUnion('kind', [
  /** Facts about the machine. Sent once; all other requests wait for it. */
  z.object({
    kind: z.literal('machine'),
    /** Providers that must not be tried. */
    refused: z.array(refusedProviderSchema),
    /** Path of the file of tunings; null to leave graphs untuned. */
    tuningFile: z.string().nullable(),
  }),
  /** Opens a model's graph; answered at once if it is already open. */
  z.object({ kind: z.literal('load'), requestId, modelId: z.string(), graph: z.string() }),
  /** Runs a frame through a model's graph, opening it first if need be. */
  z.object({
    kind: z.literal('run'),
    requestId,
    modelId: z.string(),
    graph: z.string(),
    frame: pixelsSchema,
    /** True for a frame that shows no part: it goes into the graph without alignment. */
    asItIs: z.boolean().optional(),
  }),
]);
export type ToInferenceWorker = z.infer<typeof toInferenceWorkerSchema>;

export const fromInferenceWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('loaded'),
    requestId,
    provider: z.string(),
    refused: z.array(refusedProviderSchema),
    /** Number of graphs opened since the process started. Each leaks a little, so the process is replaced after a number of them. */
    opened: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('result'), requestId, ...inferenceResultSchema.shape }),
  failedSchema.extend({ requestId }),
]);
export type FromInferenceWorker = z.infer<typeof fromInferenceWorkerSchema>;
