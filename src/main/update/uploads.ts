import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { largestPiece } from '../../shared/contract/product-transfers.ts';
import { largestPackage } from '../../shared/contract/updates.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { makePrivateFolder } from '../files/make-folder.ts';
import { program } from '../host/program-folder.ts';
import { checkRelease } from './check-release.ts';
import { installation, type Installation } from './installation.ts';
import { requestPaths } from './request-paths.ts';
import type { SignedPackage } from './signed-package.ts';
import { isUpdateAwaited } from './system.ts';

export interface UpdateUploadsParts {
  readonly home: string;
  /** Returns the running inspections. */
  readonly sessions: () => readonly unknown[];
  /** Returns the running program's installation. */
  readonly installed?: () => Installation;
  /** Tells whether a service waits for packages. */
  readonly isAwaited?: () => boolean;
}

export type UpdateUploads = ReturnType<typeof createUpdateUploads>;

/**
 * Receives packages from a window, piece by piece. The station checks a complete package and hands it over to the machine's update service.
 * That service runs as root and checks the package again.
 */
export function createUpdateUploads({
  home,
  sessions,
  installed = () => installation(program()),
  isAwaited = isUpdateAwaited,
}: UpdateUploadsParts) {
  const paths = requestPaths(home);
  /** Id of the upload that began last; a new upload replaces it. */
  let current: string | null = null;

  function refuseUnawaited(): void {
    if (isAwaited()) return;
    throw new StationError(
      'CONFLICT',
      'No service waits for updates from the window here: an administrator of this machine updates the station.',
    );
  }

  return {
    isAwaited,
    /** Tells whether a package waits for the service. */
    isHandedOver: (): boolean => existsSync(paths.wanted),

    /** Adds the next piece; a first piece begins a new upload. @throws StationError CONFLICT, BAD_INPUT, DISK_FULL, NO_PERMISSION */
    async add(upload: string, offset: number, piece: Uint8Array): Promise<void> {
      refuseUnawaited();
      if (piece.length > largestPiece) throw new StationError('BAD_INPUT', 'A piece is larger than agreed.');
      if (offset === 0) current = upload;
      if (current !== upload) {
        throw new StationError('CONFLICT', 'Another package is being sent. Begin anew.');
      }
      if (offset + piece.length > largestPackage) {
        throw new StationError('BAD_INPUT', `A package has at most ${largestPackage / 2 ** 30} GB.`);
      }
      makePrivateFolder(paths.folder);
      try {
        const file = await open(paths.upload, offset === 0 ? 'w' : 'r+', 0o600);
        try {
          // A piece that is sent again overwrites itself.
          if ((await file.stat()).size < offset) {
            throw new StationError('CONFLICT', 'A piece is missing. Begin anew.');
          }
          await file.write(piece, 0, piece.length, offset);
        } finally {
          await file.close();
        }
      } catch (error) {
        throw fileFailure(error, paths.upload);
      }
    },

    /**
     * Checks the complete package and hands it over.
     *
     * @param name the file's original name
     * @param onTaken called with the checked package before the handover, after which the service may stop the station at any time
     * @throws StationError CONFLICT during an inspection, and the errors of `checkRelease`; the package is then removed
     */
    async install(
      upload: string,
      name: string,
      onTaken: (release: SignedPackage) => void,
    ): Promise<SignedPackage> {
      refuseUnawaited();
      if (current !== upload) throw new StationError('CONFLICT', 'Another package was sent. Begin anew.');
      current = null;
      try {
        if (sessions().length > 0) {
          throw new StationError(
            'CONFLICT',
            'An inspection is under way. End it first; nothing was changed.',
          );
        }
        const release = await checkRelease({
          installed: installed(),
          file: paths.upload,
          name: basename(name),
          allowDowngrade: false,
        });
        onTaken(release);
        await rename(paths.upload, paths.wanted);
        return release;
      } catch (error) {
        await rm(paths.upload, { force: true });
        throw fileFailure(error, paths.upload);
      }
    },
  };
}
