import { z } from 'zod';
import { instant, uuid } from '../contract/base.ts';
import { decisionSchema } from '../contract/log.ts';
import { causeSchema } from '../contract/products.ts';
import { noteSchema } from '../domain/visible-text.ts';
import { messageHead, personSchema, stationRow } from './fields.ts';

/**
 * A decision at the plant on a station's entry. The station adds it to the entry's history with the person's
 * name.
 */
export const plantDecisionSchema = z.object({
  ...messageHead,
  /** Id that the plant chose. */
  id: uuid,
  entry: stationRow,
  /**
   * When the entry was captured. It identifies the entry if a station restored from a backup has reused its
   * number.
   */
  capturedAt: instant.optional(),
  /** Null: the decision takes the previous one back. */
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  note: noteSchema(1000),
  decidedBy: personSchema,
  decidedAt: instant,
});
export type PlantDecision = z.infer<typeof plantDecisionSchema>;
