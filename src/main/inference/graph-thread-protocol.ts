import { z } from 'zod';
import { errorCodes } from '../../shared/domain/station-error.ts';
import { inferenceResultSchema, pixelsSchema } from './protocol.ts';
import { providerNameSchema, refusedProviderSchema } from './provider-protocol.ts';

/** What a thread needs to open its graph; it has it from its beginning. */
export const graphOrderSchema = z.object({
  /** Path of the graph. */
  graph: z.string(),
  /** Providers that must not be tried. */
  refused: z.array(refusedProviderSchema),
  /** Where the tunings of graphs are kept; null: the graph stays untuned. */
  tuningFile: z.string().nullable(),
  /** One number: how many frames all graphs of the process were given so far. */
  runs: z.custom<Int32Array>((value) => value instanceof Int32Array),
});
export type GraphOrder = z.infer<typeof graphOrderSchema>;

export const toGraphThreadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), frame: pixelsSchema, asItIs: z.boolean() }),
  /** Closes the graph; the thread ends. */
  z.object({ kind: z.literal('close') }),
]);
export type ToGraphThread = z.infer<typeof toGraphThreadSchema>;

/** `opened` or `failed` to begin with; then an answer to each run. After a graph that cannot be opened the thread ends. */
export const fromGraphThreadSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    provider: providerNameSchema,
    refused: z.array(refusedProviderSchema),
  }),
  z.object({ kind: z.literal('result'), ...inferenceResultSchema.shape }),
  z.object({
    kind: z.literal('failed'),
    /** Null: it says nothing but its message. */
    code: z.enum(errorCodes).nullable(),
    message: z.string(),
  }),
]);
export type FromGraphThread = z.infer<typeof fromGraphThreadSchema>;
