import { z } from 'zod';
import { failedSchema } from '../host/told-failure.ts';
import { inferenceResultSchema, pixelsSchema } from './protocol.ts';
import { providerNameSchema, refusedProviderSchema } from './provider-protocol.ts';

/** The data with which a graph's thread is started. */
export const graphOrderSchema = z.object({
  /** Path of the graph. */
  graph: z.string(),
  /** Providers that must not be tried. */
  refused: z.array(refusedProviderSchema),
  /** Path of the file of tunings; null to leave the graph untuned. */
  tuningFile: z.string().nullable(),
  /** A single number: how many frames all graphs of the process have run so far. */
  runs: z.custom<Int32Array>((value) => value instanceof Int32Array),
});
export type GraphOrder = z.infer<typeof graphOrderSchema>;

export const toGraphThreadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), frame: pixelsSchema, asItIs: z.boolean() }),
  /** Closes the graph; the thread ends. */
  z.object({ kind: z.literal('close') }),
]);
export type ToGraphThread = z.infer<typeof toGraphThreadSchema>;

/** The first message is `opened` or `failed`; then follows an answer to each run. If the graph cannot be opened, the thread ends. */
export const fromGraphThreadSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    provider: providerNameSchema,
    refused: z.array(refusedProviderSchema),
  }),
  z.object({ kind: z.literal('result'), ...inferenceResultSchema.shape }),
  failedSchema,
]);
export type FromGraphThread = z.infer<typeof fromGraphThreadSchema>;
