import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { isOwnFile, type OwnKind } from './own-file.ts';

/**
 * Makes sure that a file can be written, before the work is done for nothing: its folder is made when missing. A file that is
 * there will be replaced only where a command wrote it as the same kind; any other, an input above all, is left alone.
 *
 * @param file its path
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

/** @throws StationError ALREADY_EXISTS when another program's file is there; NO_PERMISSION when that cannot be seen */
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
