import { z } from 'zod';
import { visibleLine } from '../domain/visible-text.ts';
import { instant, procedure, uuid } from './base.ts';
import { fileSchema } from './datasets.ts';

/** The result of an update. */
export const lastUpdateSchema = z.object({
  endedAt: instant,
  from: z.string().max(50),
  /** Null: the update failed before its version was known. */
  to: z.string().max(50).nullable(),
  /**
   * Why the station returned to the version before, with its earlier log; null: the new version is in use.
   */
  failure: z.string().max(2000).nullable(),
  /**
   * Name of the backup taken before the update, in the folder of backups before updates; null: nothing was
   * changed.
   */
  backup: z.string().max(100).nullable(),
});
export type LastUpdate = z.infer<typeof lastUpdateSchema>;

export const updateStateSchema = z.object({
  /** Whether the station was installed from a package, so that its command line can update it. */
  isInstalled: z.boolean(),
  /** Whether a service of the machine installs packages that a window sends. */
  isAwaited: z.boolean(),
  /** Whether a package was handed over and waits for the service. */
  isHandedOver: z.boolean(),
  /** Null: the station has never been updated. */
  last: lastUpdateSchema.nullable(),
});
export type UpdateState = z.infer<typeof updateStateSchema>;

/** Largest package that a window sends, bytes. */
export const largestPackage = 2 * 2 ** 30;

export const updates = {
  state: procedure('backup.see').output(updateStateSchema),
  /**
   * Sends a piece of a package, at most `largestPiece` long; offset 0 starts over. Fails with CONFLICT if
   * nothing installs packages here, or another package is being sent.
   */
  send: procedure('update.install').input(
    z.object({
      /** Chosen by the window, the same for all pieces. */
      upload: uuid,
      offset: z.number().int().min(0).max(largestPackage),
      piece: fileSchema,
    }),
  ),
  /**
   * Checks the whole package and hands it over for installation; the station stops and restarts by itself.
   * Fails with CORRUPT_FILE or FORBIDDEN for its signature, BAD_INPUT for its version, CONFLICT during an
   * inspection.
   */
  install: procedure('update.install')
    .input(z.object({ upload: uuid, name: z.string().min(1).max(255).regex(visibleLine) }))
    .output(z.object({ version: z.string() })),
};
