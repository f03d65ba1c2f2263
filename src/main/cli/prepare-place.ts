import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { isOwnFile, type OwnKind } from './own-file.ts';

/**
 * Checks before the work that a file can be written, and makes its folder if missing. An existing file may be
 * replaced only if a command wrote it as the same kind, so that no input is lost.
 *
 * @param file path of the file
 * @throws StationError BAD_INPUT, ALREADY_EXISTS, NO_PERMISSION, DISK_FULL
 */
export async function preparePlace(file: string, kind: OwnKind): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    throw fileFailure(error, dirname(file));
  }
  const there = await stat(file).catch(() => null);
  if (there === null) return;
  if (!there.isFile()) {
    throw new StationError('BAD_INPUT', `“${file}” is not a file. Choose another name.`);
  }
  await leaveForeign(file, kind);
}

/** @throws StationError ALREADY_EXISTS if the file is another program's; NO_PERMISSION if it cannot be read */
export async function leaveForeign(file: string, kind: OwnKind): Promise<void> {
  const isOwn = await isOwnFile(file, kind).catch((error: unknown) => {
    throw fileFailure(error, file);
  });
  if (isOwn !== false) return;
  throw new StationError(
    'ALREADY_EXISTS',
    `“${file}” is there already and was not written by this command. Choose another name, or move it away.`,
  );
}
