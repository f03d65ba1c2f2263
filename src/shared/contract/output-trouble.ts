import { z } from 'zod';
import { outputTroubleKinds } from '../domain/output-trouble-kinds.ts';

/** Why nothing leaves through an output: the window words it. */
export const outputTroubleSchema = z.object({
  kind: z.enum(outputTroubleKinds),
  /** What stands in the places of its words. */
  values: z.record(z.string().max(40), z.string().max(2000)),
});
export type OutputTrouble = z.infer<typeof outputTroubleSchema>;
