import { StationError } from '../../shared/domain/station-error.ts';
import type { ErrorCode } from '../../shared/domain/station-error.ts';

type Refusal = readonly [ErrorCode, string];

const whereAll = (codes: readonly string[], refusal: Refusal): Readonly<Record<string, Refusal>> =>
  Object.fromEntries(codes.map((code) => [code, refusal]));

/** The station's error code, and the message after the path, for each code of the operating system. */
const refusals: Readonly<Record<string, Refusal>> = {
  ENOSPC: ['DISK_FULL', 'could not be written: the disk is full. Free some space and try again.'],
  EDQUOT: ['DISK_FULL', 'could not be written: the disk quota is used up. Free some space and try again.'],
  EACCES: [
    'NO_PERMISSION',
    'may not be opened by this user. Change its permissions or choose another place.',
  ],
  EPERM: ['NO_PERMISSION', 'may not be opened by this user. Change its permissions or choose another place.'],
  ...whereAll(
    ['EBUSY', 'ETXTBSY'],
    ['NO_PERMISSION', 'is held by another program. Close it there and try again.'],
  ),
  EROFS: ['NO_PERMISSION', 'lies on a read-only disk. Choose another place.'],
  ENOENT: ['NOT_FOUND', 'does not exist. Check the path.'],
  ENOTDIR: ['BAD_INPUT', 'leads through a file where a folder belongs. Check the path.'],
  EEXIST: ['BAD_INPUT', 'is a file where a folder belongs. Choose another folder.'],
  ENAMETOOLONG: ['BAD_INPUT', 'has a name that is longer than the disk allows. Choose a shorter one.'],
  ELOOP: ['BAD_INPUT', 'leads through links in a circle. Check the path.'],
  EFBIG: ['DISK_FULL', 'became larger than its disk allows for one file. Choose another disk.'],
  ...whereAll(
    ['ENODEV', 'ENXIO', 'ESTALE'],
    ['NOT_FOUND', 'lies on a disk that is not connected any more. Connect it, or choose another place.'],
  ),
  EIO: [
    'CORRUPT_FILE',
    'could not be read or written: its disk reports a fault. Check the disk and its cable.',
  ],
  ...whereAll(
    ['EMFILE', 'ENFILE'],
    ['CONFLICT', 'could not be opened: too many files are open on this machine. Try again later.'],
  ),
  EISDIR: ['BAD_INPUT', 'is a folder where a file belongs. Check the path.'],
};

/** Returns the code of an operating system's error, e.g. `ENOENT`; null for other errors. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/**
 * Converts a file operation's error to a StationError (`NOT_FOUND`, `NO_PERMISSION`, `DISK_FULL`, `BAD_INPUT`, and others); returns
 * any other error unchanged.
 *
 * @param path the file or folder, which the message names
 */
export function fileFailure(error: unknown, path: string): unknown {
  if (error instanceof StationError || !(error instanceof Error)) return error;
  const refusal = refusals[systemCode(error) ?? ''];
  return refusal ? new StationError(refusal[0], `“${path}” ${refusal[1]}`, error.message) : error;
}
