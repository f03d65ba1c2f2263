import { z } from 'zod';

/** What `programs/open-model.ts` tells of itself. */
export const openedModelSchema = z.object({
  openMs: z.number().nonnegative(),
  firstFrameMs: z.number().nonnegative(),
  /** Resident memory before the model was opened. */
  emptyBytes: z.number().int().positive(),
  /** Most resident memory until the last frame. */
  peakBytes: z.number().int().positive(),
});
export type OpenedModel = z.infer<typeof openedModelSchema>;
