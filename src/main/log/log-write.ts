import { z } from 'zod';
import { partResultSchema, type PartResult } from '../../shared/contract/part-result.ts';
import { count, rowId } from '../../shared/contract/base.ts';
import { loggedFileSchema, type LoggedFiles } from './files.ts';

/** The entry that shows a part; its id is null until the database has the entry. */
export interface EntryRef {
  id: number | null;
}

/** A part to be written to the log. */
export interface LogWrite {
  readonly part: PartResult;
  /** The part's files, which are already on disk. */
  readonly files: LoggedFiles;
  /** The part's entry; null for a good part that is not kept. */
  readonly entry: EntryRef | null;
  /** True if the entry begins with this part. */
  readonly isNew: boolean;
}

/**
 * A write as a line of the journal. `entry` contains the id of an entry in the database, or, as `line`, the number of the line that
 * begins the entry.
 */
export const journalLineSchema = z.object({
  part: partResultSchema,
  files: z.object({ picture: loggedFileSchema.nullable(), map: loggedFileSchema.nullable() }),
  entry: z.union([z.null(), z.object({ id: rowId }), z.object({ line: count })]),
  isNew: z.boolean(),
});
export type JournalLine = z.infer<typeof journalLineSchema>;
