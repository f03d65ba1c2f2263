import { z } from 'zod';
import { instant } from '../contract/base.ts';
import { decisionSchema, loggedOutcomeSchema } from '../contract/log.ts';
import { causeSchema } from '../contract/products.ts';
import { laneNumberSchema } from '../domain/lanes.ts';
import { notInspectedReasonSchema } from '../domain/not-inspected.ts';
import {
  longestPartName,
  messageHead,
  namedModelSchema,
  namedProductSchema,
  personSchema,
  sha256Schema,
  stationRow,
  textOf,
} from './fields.ts';
import { largestThumbnail } from './limits.ts';

/** A small picture as base64 text, a third longer than its bytes. */
const thumbnailSchema = z.object({
  type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  data: z.base64().max(Math.ceil(largestThumbnail / 3) * 4),
});

/** A station's log entry for a part that is not good. */
export const plantEntrySchema = z.object({
  ...messageHead,
  kind: z.literal('entry'),
  /** The entry's number in the station's log. */
  entry: stationRow,
  /** The shown part's number; null: frames of a free-running camera. */
  part: stationRow.nullable(),
  lane: laneNumberSchema,
  laneName: textOf(200),
  name: textOf(longestPartName).nullable(),
  product: namedProductSchema,
  model: namedModelSchema,
  capturedAt: instant,
  verdict: loggedOutcomeSchema.exclude(['good']),
  /** Null: the part was not inspected. */
  score: z.number().nullable(),
  reason: notInspectedReasonSchema.nullable(),
  /** Hash of the picture that the station keeps; null: it keeps none. */
  pictureSha256: sha256Schema.nullable(),
  /** Null: there is no picture, or the station sends none. */
  thumbnail: thumbnailSchema.nullable(),
});

/**
 * A decision made at the station on an entry. A decision from the plant returns in this form once the station
 * has stored it.
 */
export const plantStationDecisionSchema = z.object({
  ...messageHead,
  kind: z.literal('decision'),
  entry: stationRow,
  /** When the entry was captured; older stations omit it. */
  capturedAt: instant.optional(),
  /** The decision's number in the station's log. */
  decisionRow: stationRow,
  /** Null: the decision takes the previous one back. */
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  note: textOf(1000),
  decidedBy: personSchema,
  decidedAt: instant,
});

/** Messages of the stream of entries: entries and decisions, in the order of the station's log. */
export const plantEntryMessageSchema = z.discriminatedUnion('kind', [
  plantEntrySchema,
  plantStationDecisionSchema,
]);
export type PlantEntry = z.infer<typeof plantEntrySchema>;
export type PlantStationDecision = z.infer<typeof plantStationDecisionSchema>;
export type PlantEntryMessage = z.infer<typeof plantEntryMessageSchema>;
