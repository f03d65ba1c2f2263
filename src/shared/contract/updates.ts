import { z } from 'zod';
import { visibleLine } from '../domain/visible-text.ts';
import { instant, procedure, uuid } from './base.ts';
import { fileSchema } from './datasets.ts';

/** What became of an update. */
export const lastUpdateSchema = z.object({
  endedAt: instant,
  from: z.string().max(50),
  /** Null: it was refused before it was known, or tried, what it is. */
  to: z.string().max(50).nullable(),
  /** Why the station went back to the version of before, with its log as it was; null: the new one is in use. */
  failure: z.string().max(2000).nullable(),
  /** Name of the backup that was taken before, in the folder of backups before updates; null: nothing was changed. */
  backup: z.string().max(100).nullable(),
});
export type LastUpdate = z.infer<typeof lastUpdateSchema>;

export const updateStateSchema = z.object({
  /** Whether a package installed the station, so that its command line can update it. */
  isInstalled: z.boolean(),
  /** Whether a service of the machine takes packages that a window sends. */
  isAwaited: z.boolean(),
  /** Whether a package was handed over and is not fetched yet. */
  isHandedOver: z.boolean(),
  /** Null: it was not updated yet. */
  last: lastUpdateSchema.nullable(),
});
export type UpdateState = z.infer<typeof updateStateSchema>;

/** Largest package that a window sends, bytes. */
export const largestPackage = 2 * 2 ** 30;

export const updates = {
  state: procedure('backup.see').output(updateStateSchema),
  /** A piece of a package, at most `largestPiece`; the one from 0 on begins anew. CONFLICT where nothing takes packages here, or another one is sent. */
  send: procedure('update.install').input(
    z.object({
      /** Made by the window, the same for all pieces. */
      upload: uuid,
      offset: z.number().int().min(0).max(largestPackage),
      piece: fileSchema,
    }),
  ),
  /**
   * Looks at the whole package, and hands it over to be installed: the station ends for it, and comes back by itself. CORRUPT_FILE or FORBIDDEN
   * for its signature, BAD_INPUT for its version, CONFLICT during an inspection.
   */
  install: procedure('update.install')
    .input(z.object({ upload: uuid, name: z.string().min(1).max(255).regex(visibleLine) }))
    .output(z.object({ version: z.string() })),
};
