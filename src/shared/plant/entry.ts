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

/** A small picture as text (base64), a quarter longer than its bytes. */
const thumbnailSchema = z.object({
  type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  data: z.base64().max(Math.ceil(largestThumbnail / 3) * 4),
});

/** An entry of a station's log: what was not good. */
export const plantEntrySchema = z.object({
  ...messageHead,
  kind: z.literal('entry'),
  /** Its number in the station's log. */
  entry: stationRow,
  /** The part that it shows; null: frames of a camera that runs freely. */
  part: stationRow.nullable(),
  lane: laneNumberSchema,
  laneName: textOf(200),
  name: textOf(longestPartName).nullable(),
  product: namedProductSchema,
  model: namedModelSchema,
  capturedAt: instant,
  verdict: loggedOutcomeSchema.exclude(['good']),
  /** Null: it was not inspected. */
  score: z.number().nullable(),
  reason: notInspectedReasonSchema.nullable(),
  /** The hash of the picture that the station keeps; null: there is none. */
  pictureSha256: sha256Schema.nullable(),
  /** Null: there is no picture, or the station sends none. */
  thumbnail: thumbnailSchema.nullable(),
});

/** What a person at the station decided on an entry. A decision from the plant comes back the same way once the station has it. */
export const plantStationDecisionSchema = z.object({
  ...messageHead,
  kind: z.literal('decision'),
  entry: stationRow,
  /** When the entry was captured; left out by stations of before. */
  capturedAt: instant.optional(),
  /** The number of the decision in the station's log. */
  decisionRow: stationRow,
  /** Null: a decision taken back. */
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  note: textOf(1000),
  decidedBy: personSchema,
  decidedAt: instant,
});

/** What travels on the stream of entries: entries, and what was decided on them, in the order of the station's log. */
export const plantEntryMessageSchema = z.discriminatedUnion('kind', [
  plantEntrySchema,
  plantStationDecisionSchema,
]);
export type PlantEntry = z.infer<typeof plantEntrySchema>;
export type PlantStationDecision = z.infer<typeof plantStationDecisionSchema>;
export type PlantEntryMessage = z.infer<typeof plantEntryMessageSchema>;
