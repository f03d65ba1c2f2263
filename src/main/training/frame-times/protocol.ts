import { z } from 'zod';
import { familySchema, presetSchema } from '../../../shared/domain/families.ts';

/** Asks the probe process to time a frame of each preset. */
export const toFrameTimeProbeSchema = z.object({
  backboneFile: z.string(),
  presets: z.array(z.object({ family: familySchema, preset: presetSchema })),
});
export type ToFrameTimeProbe = z.infer<typeof toFrameTimeProbeSchema>;

/** Milliseconds a frame of 256 × 256 pixels takes, by preset; sent once, at the end. */
export const fromFrameTimeProbeSchema = z.object({
  times: z.partialRecord(presetSchema, z.number().positive()),
});
export type FrameTimesByPreset = z.infer<typeof fromFrameTimeProbeSchema>['times'];
