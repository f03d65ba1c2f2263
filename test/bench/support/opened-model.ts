import { z } from 'zod';

/** The output of `programs/open-model.ts`. */
export const openedModelSchema = z.object({
  openMs: z.number().nonnegative(),
  firstFrameMs: z.number().nonnegative(),
  /** Resident memory before the model was opened. */
  emptyBytes: z.number().int().positive(),
  /** Peak resident memory until the last frame. */
  peakBytes: z.number().int().positive(),
});
export type OpenedModel = z.infer<typeof openedModelSchema>;
