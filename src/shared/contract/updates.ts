import { z } from 'zod';
import { instant, procedure } from './base.ts';

/** What became of an update. */
export const lastUpdateSchema = z.object({
  endedAt: instant,
  from: z.string().max(50),
  to: z.string().max(50),
  /** Why the station went back to the version of before, with its log as it was; null: the new one is in use. */
  failure: z.string().max(2000).nullable(),
  /** Name of the backup that was taken before, in the folder of backups before updates. */
  backup: z.string().max(100),
});
export type LastUpdate = z.infer<typeof lastUpdateSchema>;

export const updateStateSchema = z.object({
  /** Whether a package installed the station, so that its command line can update it. */
  isInstalled: z.boolean(),
  /** Null: it was not updated yet. */
  last: lastUpdateSchema.nullable(),
});
export type UpdateState = z.infer<typeof updateStateSchema>;

export const updates = {
  state: procedure('backup.see').output(updateStateSchema),
};
