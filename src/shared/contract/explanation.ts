import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { mapParts } from '../domain/map-parts.ts';
import { count, procedure, rowId } from './base.ts';
import { logEntrySchema } from './log.ts';

/** The parts that a logged part's map is the sum of. */
export const mapPartsSchema = z.object({
  id: rowId,
  /**
   * The parts of this map, in the order of the values of `/media/entry-map-parts`. Students have an error;
   * several students also have an uncertainty, if it counts; a memory has a distance.
   */
  parts: z.array(z.enum(mapParts)).min(1),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type MapParts = z.infer<typeof mapPartsSchema>;

/** Most entries that one entry is compared with. */
export const mostCompared = 5000;

const similarSchema = z.object({
  entry: logEntrySchema,
  /** Cosine of the angle between the teacher's descriptors of the two defects, −1..1. */
  similarity: z.number().min(-1).max(1),
});
export type Similar = z.infer<typeof similarSchema>;

export const similarEventSchema = z.discriminatedUnion('kind', [
  /** `total` entries are new to the teacher; the teacher has described `done` of them. */
  z.object({ kind: z.literal('progress'), done: count, total: count }),
  z.object({
    kind: z.literal('found'),
    id: rowId,
    /** Most similar first. */
    similar: z.array(similarSchema),
    /** How many entries it was compared with. */
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
   * Takes an entry's map apart. The entry's model runs on the stored picture again, in a process of lowest
   * priority. The values come from `/media/entry-map-parts`.
   */
  parts: procedure('log.read')
    .input(z.object({ id: rowId }))
    .output(mapPartsSchema),
  /**
   * Finds the entries of the same product whose defects look most alike to the teacher of the entry's model,
   * among the newest `among`. The teacher first describes entries that are new to it. The search stops early
   * if the caller leaves.
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
