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
import { failedSchema } from '../../host/told-failure.ts';

const count = z.number().int().nonnegative();
const requestId = z.number().int().positive();
const exportId = z.number().int().positive();
const request = z.object({ requestId });
/** `places` tells whether the file may state the folders of the line's pictures. */
const exported = request.extend({ exportId, places: z.boolean() });

/** The station's messages to the log reader. */
export const toReaderSchema = z.discriminatedUnion('kind', [
  /** The first message, sent once: the home whose log is read, and the program's version for reports. */
  z.object({ kind: z.literal('open'), home: z.string(), version: z.string() }),
  /** Writes a file with this id into the home's folder of exports. */
  exported.extend({ kind: z.literal('exportLog'), order: exportLogRequestSchema }),
  exported.extend({ kind: z.literal('exportReport'), order: reportRequestSchema }),
  request.extend({
    kind: z.literal('overview'),
    filter: overviewFilterSchema,
    timeZone: timeZoneSchema,
  }),
  request.extend({ kind: z.literal('drift'), order: driftRequestSchema }),
  /** Cancels a request; it ends soon, and is answered all the same. */
  request.extend({ kind: z.literal('cancel') }),
]);
export type ToReader = z.infer<typeof toReaderSchema>;

const writtenSchema = z.object({
  file: z.object({ id: exportId, fileName: z.string(), type: z.string(), sha256: z.string() }),
  entries: count,
  missing: count.optional(),
  /** Entries whose pictures are in the file. The station marks them, because the reader cannot write to the database. */
  pictured: z.array(z.number().int()),
});
export type Written = z.infer<typeof writtenSchema>;

export const fromReaderSchema = z.discriminatedUnion('kind', [
  request.extend({ kind: z.literal('progress'), done: count, total: count }),
  request.extend({ kind: z.literal('written'), written: writtenSchema }),
  request.extend({ kind: z.literal('overview'), overview: overviewSchema }),
  request.extend({ kind: z.literal('drift'), drift: driftSchema }),
  request.extend(failedSchema.shape),
]);
export type FromReader = z.infer<typeof fromReaderSchema>;
