import { z } from 'zod';
import {
  driftRequestSchema,
  driftSchema,
  exportLogRequestSchema,
  overviewSchema,
  reportRequestSchema,
  overviewFilterSchema,
  timeZoneSchema,
} from '../../../shared/contract/statistics.ts';
import { errorCodes } from '../../../shared/domain/station-error.ts';

const count = z.number().int().nonnegative();
const requestId = z.number().int().positive();
const exportId = z.number().int().positive();
const request = z.object({ requestId });
/** @param places whether it says where the pictures of the line lie */
const exported = request.extend({ exportId, places: z.boolean() });

/** What the station asks of the reader. */
export const toReaderSchema = z.discriminatedUnion('kind', [
  /** First of all, and once: whose log is read, and the program's version, which reports name. */
  z.object({ kind: z.literal('open'), home: z.string(), version: z.string() }),
  /** Writes a file of that id into the home's folder of exports. */
  exported.extend({ kind: z.literal('exportLog'), order: exportLogRequestSchema }),
  exported.extend({ kind: z.literal('exportReport'), order: reportRequestSchema }),
  request.extend({
    kind: z.literal('overview'),
    filter: overviewFilterSchema,
    timeZone: timeZoneSchema,
  }),
  request.extend({ kind: z.literal('drift'), order: driftRequestSchema }),
  /** What was asked is not wanted any more: it ends soon, and is answered all the same. */
  request.extend({ kind: z.literal('cancel') }),
]);
export type ToReader = z.infer<typeof toReaderSchema>;

export const writtenSchema = z.object({
  file: z.object({ id: exportId, fileName: z.string(), type: z.string(), sha256: z.string() }),
  entries: count,
  missing: count.optional(),
  /** Entries whose pictures stand in the file: only the station writes down that they do. */
  pictured: z.array(z.number().int()),
});
export type Written = z.infer<typeof writtenSchema>;

export const fromReaderSchema = z.discriminatedUnion('kind', [
  request.extend({ kind: z.literal('progress'), done: count, total: count }),
  request.extend({ kind: z.literal('written'), written: writtenSchema }),
  request.extend({ kind: z.literal('overview'), overview: overviewSchema }),
  request.extend({ kind: z.literal('drift'), drift: driftSchema }),
  request.extend({
    kind: z.literal('failed'),
    code: z.enum(errorCodes),
    message: z.string(),
    detail: z.string().optional(),
  }),
]);
export type FromReader = z.infer<typeof fromReaderSchema>;
