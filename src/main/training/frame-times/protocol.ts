import { z } from 'zod';
import { familySchema, presetSchema } from '../../../shared/domain/families.ts';

/** Asks the probe process to time a frame of each preset. */
export const toFrameTimeProbeSchema = z.object({
  backboneFile: z.string(),
  presets: z.array(z.object({ family: familySchema, preset: presetSchema })),
});
export type ToFrameTimeProbe = z.infer<typeof toFrameTimeProbeSchema>;

/** What a trial finds out. */
export const measuredSpeedSchema = z.object({
  /** Milliseconds that a frame of 256 × 256 pixels takes, by preset. */
  times: z.partialRecord(presetSchema, z.number().positive()),
  /** Milliseconds that a million pixels take. */
  pixels: z.object({
    jpeg: z.number().positive(),
    /** Of the formats that keep every pixel, the slowest. */
    png: z.number().positive(),
    resizing: z.number().nonnegative(),
    showing: z.number().positive(),
  }),
});
export type MeasuredSpeed = z.infer<typeof measuredSpeedSchema>;

export const fromFrameTimeProbeSchema = z.discriminatedUnion('kind', [
  /** What is timed next, and how much was timed before; null: pictures. */
  z.object({
    kind: z.literal('progress'),
    done: z.number().int().nonnegative(),
    total: z.number().int().positive(),
    preset: presetSchema.nullable(),
  }),
  measuredSpeedSchema.extend({ kind: z.literal('finished') }),
]);
export type FromFrameTimeProbe = z.infer<typeof fromFrameTimeProbeSchema>;
