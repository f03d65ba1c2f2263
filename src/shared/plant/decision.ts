import { z } from 'zod';
import { instant, uuid } from '../contract/base.ts';
import { decisionSchema } from '../contract/log.ts';
import { causeSchema } from '../contract/products.ts';
import { noteSchema } from '../domain/visible-text.ts';
import { messageHead, personSchema, stationRow } from './fields.ts';

/** What a person at the plant decided on an entry of a station: the entry's history at the station has it, with the person's name. */
export const plantDecisionSchema = z.object({
  ...messageHead,
  /** Made by the plant. */
  id: uuid,
  entry: stationRow,
  /** When it was captured: an entry of another time has its number where a station was restored from a backup. */
  capturedAt: instant.optional(),
  /** Null: a decision taken back. */
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  note: noteSchema(1000),
  decidedBy: personSchema,
  decidedAt: instant,
});
export type PlantDecision = z.infer<typeof plantDecisionSchema>;
