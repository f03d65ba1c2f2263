import { z } from 'zod';
import { backupProgressSchema } from '../../shared/contract/backup.ts';
import { failedSchema } from '../host/told-failure.ts';
import { backupSummarySchema } from './manifest.ts';

/** Asks the process for a backup: `BackupRequest`. */
export const toBackupProcessSchema = z.object({
  home: z.string(),
  folder: z.string(),
  keep: z.number().int().positive().nullable(),
  withSecrets: z.boolean(),
  reread: z.boolean(),
  version: z.string(),
});
export type ToBackupProcess = z.infer<typeof toBackupProcessSchema>;

export const fromBackupProcessSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: backupProgressSchema }),
  z.object({ kind: z.literal('finished'), name: z.string(), summary: backupSummarySchema }),
  failedSchema,
]);
export type FromBackupProcess = z.infer<typeof fromBackupProcessSchema>;
