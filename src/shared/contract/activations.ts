import { z } from 'zod';
import { instant, rowId, uuid } from './base.ts';
import { familySchema, presetSchema } from '../domain/families.ts';
import { limitsSchema } from './products.ts';

/** That a model took over the inspection of its product: written once, never changed. */
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
  /** In force for the model when it was activated. */
  limits: limitsSchema,
  /** The latest that the model had: in force again when it is activated again. */
  lastLimits: limitsSchema,
});
export type Activation = z.infer<typeof activationSchema>;
