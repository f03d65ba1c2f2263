import { z } from 'zod';
import { outputTroubleKinds } from '../domain/output-trouble-kinds.ts';

/** Why an output sends nothing, as data that the window puts into words. */
export const outputTroubleSchema = z.object({
  kind: z.enum(outputTroubleKinds),
  /** Values for the placeholders in the trouble's words. */
  values: z.record(z.string().max(40), z.string().max(2000)),
});
export type OutputTrouble = z.infer<typeof outputTroubleSchema>;
