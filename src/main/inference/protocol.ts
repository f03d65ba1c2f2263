import { z } from 'zod';
import { poseSchema } from '../../shared/domain/pose.ts';
import { errorCodes } from '../../shared/domain/station-error.ts';
import { refusedProviderSchema } from './provider-protocol.ts';

const requestId = z.number().int().positive();

export const pixelsSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** 3 = RGB, 4 = RGBA; the graph leaves alpha out. */
  channels: z.union([z.literal(3), z.literal(4)]),
  /** `[H, W, channels]`, uint8. */
  data: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
export type Pixels = z.infer<typeof pixelsSchema>;

/** What a graph makes of a frame. */
export const inferenceResultSchema = z.object({
  score: z.number(),
  /** `[height, width]` row-major, over the frame as it came. */
  map: z.instanceof(Float32Array<ArrayBuffer>),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Where the part lies; left out where the model brings none into place. */
  pose: poseSchema.optional(),
  /** Time of the graph's run, and of bringing the part into place, milliseconds. */
  runMs: z.number().nonnegative(),
});

export const toInferenceWorkerSchema = z.discriminatedUnion('kind', [
  /** What is known of the machine. Sent once; what else is asked waits for it. */
  z.object({
    kind: z.literal('machine'),
    /** Providers that must not be tried. */
    refused: z.array(refusedProviderSchema),
    /** Where the tunings of graphs are kept; null: graphs stay untuned. */
    tuningFile: z.string().nullable(),
  }),
  /** Opens a model's graph; a model that is open already answers at once. */
  z.object({ kind: z.literal('load'), requestId, modelId: z.string(), graph: z.string() }),
  /** Runs a frame through a model's graph, opening it first if need be. */
  z.object({
    ...{ kind: z.literal('run'), requestId, modelId: z.string(), graph: z.string(), frame: pixelsSchema },
    /** The frame goes into the graph as it is, whatever the model says: it shows no part. */
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
    /** Graphs opened since the process started: each leaks a little, so that the process is renewed after a number of them. */
    opened: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('result'), requestId, ...inferenceResultSchema.shape }),
  z.object({ kind: z.literal('failed'), requestId, code: z.enum(errorCodes), message: z.string() }),
]);
export type FromInferenceWorker = z.infer<typeof fromInferenceWorkerSchema>;
