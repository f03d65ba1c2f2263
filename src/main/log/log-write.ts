import { z } from 'zod';
import { partResultSchema, type PartResult } from '../../shared/contract/part-result.ts';
import { count, rowId } from '../../shared/contract/base.ts';
import { loggedFileSchema, type LoggedFiles } from './files.ts';

/** The entry that shows parts; its id is known once the database has it. */
export interface EntryRef {
  id: number | null;
}

/** One part on its way into the log. */
export interface LogWrite {
  readonly part: PartResult;
  /** On disk already. */
  readonly files: LoggedFiles;
  /** The entry that shows it; null for a good part that is not kept, which has none. */
  readonly entry: EntryRef | null;
  /** Whether the entry begins with this part. */
  readonly isNew: boolean;
}

/**
 * A write as a line of the journal. `entry` is the id of an entry that the database had, or, as `line`, the line that begins
 * it.
 */
export const journalLineSchema = z.object({
  part: partResultSchema,
  files: z.object({ picture: loggedFileSchema.nullable(), map: loggedFileSchema.nullable() }),
  entry: z.union([z.null(), z.object({ id: rowId }), z.object({ line: count })]),
  isNew: z.boolean(),
});
export type JournalLine = z.infer<typeof journalLineSchema>;
