import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { count, instant, procedure, rowId } from './base.ts';

/** Progress of a backup or a restore, in thousandths of the database, in files, or in files read again. */
export const backupProgressSchema = z.object({
  phase: z.enum(['database', 'files', 'verify']),
  done: count,
  total: count,
});
export type BackupProgress = z.infer<typeof backupProgressSchema>;

/** One attempt at a backup. */
export const backupRunSchema = z.object({
  id: rowId,
  folder: z.string(),
  startedAt: instant,
  endedAt: instant,
  /** Null: the station started it by itself. */
  startedBy: z.string().nullable(),
  /** The finished backup; null if the run failed. `newBytes`: bytes that no earlier backup had. */
  backup: z.object({ name: z.string(), files: count, bytes: count, newBytes: count }).nullable(),
  /** Why the run failed; null if it succeeded. */
  failure: z.string().nullable(),
});
export type BackupRun = z.infer<typeof backupRunSchema>;

/** Most runs in `runs`. */
export const shownBackupRuns = 20;

export const backupStateSchema = z.object({
  /** The folder for backups, from the settings; empty: none is set. */
  folder: z.string(),
  everyHours: count,
  /** When the next backup is due; null: only on request. */
  dueAt: instant.nullable(),
  /** Progress of the backup under way; null: none is. */
  progress: backupProgressSchema.nullable(),
  lastSuccess: backupRunSchema.nullable(),
  lastFailure: backupRunSchema.nullable(),
  /** Newest first. */
  runs: z.array(backupRunSchema).max(shownBackupRuns),
});
export type BackupState = z.infer<typeof backupStateSchema>;

export const backupEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: backupProgressSchema }),
  z.object({ kind: z.literal('finished'), run: backupRunSchema }),
]);
export type BackupEvent = z.infer<typeof backupEventSchema>;

export const backup = {
  state: procedure('backup.see').output(backupStateSchema),
  /**
   * Takes a backup into the folder of the settings, or follows the one under way. The backup continues when
   * the caller leaves.
   */
  take: procedure('backup.take').output(eventIterator(backupEventSchema)),
};
