import { z } from 'zod';
import { instant, rowId, uuid } from './base.ts';
import { familySchema, presetSchema } from '../domain/families.ts';
import { limitsSchema } from './products.ts';

/** An activation of a model for its product; written once, never changed. */
export const activationSchema = z.object({
  id: rowId,
  modelId: uuid,
  family: familySchema,
  preset: presetSchema,
  /** When the model was made. */
  modelCreatedAt: instant,
  note: z.string(),
  activatedBy: z.string(),
  activatedAt: instant,
  /** Limits in force when the model was activated. */
  limits: limitsSchema,
  /** The model's latest limits. They come into force again when the model is activated again. */
  lastLimits: limitsSchema,
});
export type Activation = z.infer<typeof activationSchema>;
