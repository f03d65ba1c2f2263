import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { count, instant, procedure, rowId } from './base.ts';

/** How far a backup or a restore is: thousandths of the database, files, or files that are read again. */
export const backupProgressSchema = z.object({
  phase: z.enum(['database', 'files', 'verify']),
  done: count,
  total: count,
});
export type BackupProgress = z.infer<typeof backupProgressSchema>;

/** A backup that was taken, or could not be. */
export const backupRunSchema = z.object({
  id: rowId,
  folder: z.string(),
  startedAt: instant,
  endedAt: instant,
  /** Null: the station took it by itself. */
  startedBy: z.string().nullable(),
  /** What came of it; null where it failed. */
  backup: z.object({ name: z.string(), files: count, bytes: count, newBytes: count }).nullable(),
  /** Why it failed; null where it did not. */
  failure: z.string().nullable(),
});
export type BackupRun = z.infer<typeof backupRunSchema>;

/** Runs that are shown, the newest. */
export const shownBackupRuns = 20;

export const backupStateSchema = z.object({
  /** Where backups go to by the settings; empty: nowhere. */
  folder: z.string(),
  everyHours: count,
  /** When the next one is due; null: when somebody asks. */
  dueAt: instant.nullable(),
  /** How far the one is that is being taken; null: none is. */
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
  /** Takes a backup into the folder of the settings, or follows the one that is being taken. It goes on when nobody follows. */
  take: procedure('backup.take').output(eventIterator(backupEventSchema)),
};
