import { z } from 'zod';
import { familySchema, presetSchema } from '../../../shared/domain/families.ts';

/** Asks the probe process to time a frame of each preset. */
export const toFrameTimeProbeSchema = z.object({
  backboneFile: z.string(),
  presets: z.array(z.object({ family: familySchema, preset: presetSchema })),
});
export type ToFrameTimeProbe = z.infer<typeof toFrameTimeProbeSchema>;

/** The result of a trial. */
export const measuredSpeedSchema = z.object({
  /** Time of a frame of 256 × 256 pixels, by preset, milliseconds. */
  times: z.partialRecord(presetSchema, z.number().positive()),
  /** Time for a million pixels, milliseconds. */
  pixels: z.object({
    jpeg: z.number().positive(),
    /** Decoding of the slowest lossless format. */
    png: z.number().positive(),
    resizing: z.number().nonnegative(),
    showing: z.number().positive(),
  }),
});
export type MeasuredSpeed = z.infer<typeof measuredSpeedSchema>;

export const fromFrameTimeProbeSchema = z.discriminatedUnion('kind', [
  /** The preset that is timed next, null for pictures, and the number of those done. */
  z.object({
    kind: z.literal('progress'),
    done: z.number().int().nonnegative(),
    total: z.number().int().positive(),
    preset: presetSchema.nullable(),
  }),
  measuredSpeedSchema.extend({ kind: z.literal('finished') }),
]);
export type FromFrameTimeProbe = z.infer<typeof fromFrameTimeProbeSchema>;
