import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { mapParts } from '../domain/map-parts.ts';
import { count, procedure, rowId } from './base.ts';
import { logEntrySchema } from './log.ts';

/** What the map of a logged part is the sum of. */
export const mapPartsSchema = z.object({
  id: rowId,
  /**
   * Those that the map has, in the order of the values of `/media/entry-map-parts`. Students alone have an error; several of them have an
   * uncertainty, where it counts; a memory has a distance.
   */
  parts: z.array(z.enum(mapParts)).min(1),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type MapParts = z.infer<typeof mapPartsSchema>;

/** The most entries that one is compared with. */
export const mostCompared = 5000;

const similarSchema = z.object({
  entry: logEntrySchema,
  /** Cosine of the angle between what the teacher says of the two defects, −1..1. */
  similarity: z.number().min(-1).max(1),
});
export type Similar = z.infer<typeof similarSchema>;

export const similarEventSchema = z.discriminatedUnion('kind', [
  /** Entries that the teacher had not seen yet, and how many of them it has by now. */
  z.object({ kind: z.literal('progress'), done: count, total: count }),
  z.object({
    kind: z.literal('found'),
    id: rowId,
    /** The most similar first. */
    similar: z.array(similarSchema),
    /** How many it was compared with. */
    compared: count,
    /** Entries whose picture is gone or damaged. */
    unreadable: count,
    /** How many other entries the product has. */
    others: count,
  }),
]);
export type SimilarEvent = z.infer<typeof similarEventSchema>;

export const explanation = {
  /**
   * Takes the map of an entry apart: its model looks at the stored picture again, in a process of lowest priority. The values come from
   * `/media/entry-map-parts`.
   */
  parts: procedure('log.read')
    .input(z.object({ id: rowId }))
    .output(mapPartsSchema),
  /**
   * The entries of the same product whose defects look most alike to the teacher of the entry's model, among the newest `among`. Those that
   * the teacher has not seen yet are shown to it first; ends early when the caller leaves.
   */
  similar: procedure('log.examine')
    .input(
      z.object({
        id: rowId,
        among: z.number().int().min(1).max(mostCompared).default(300),
        limit: z.number().int().min(1).max(50).default(12),
      }),
    )
    .output(eventIterator(similarEventSchema)),
};
