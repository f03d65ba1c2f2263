import { z } from 'zod';
import { count } from './base.ts';

/** How far a backup or a restore is: thousandths of the database, files, or files that are read again. */
export const backupProgressSchema = z.object({
  phase: z.enum(['database', 'files', 'verify']),
  done: count,
  total: count,
});
export type BackupProgress = z.infer<typeof backupProgressSchema>;
