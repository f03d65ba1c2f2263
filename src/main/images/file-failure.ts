import { messageOf, StationError } from '../../shared/domain/station-error.ts';

/**
 * An operating system's refusal to read or write a file as a named failure: `NOT_FOUND`, `NO_PERMISSION`,
 * `DISK_FULL`; anything else comes back as it was.
 *
 * @param path what the message names
 */
export function fileFailure(error: unknown, path: string): Error {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new StationError('NOT_FOUND', `“${path}” does not exist. Check the path.`, messageOf(error));
    case 'EACCES':
    case 'EPERM':
      return new StationError(
        'NO_PERMISSION',
        `“${path}” may not be opened by this user. Change its permissions or choose another place.`,
        messageOf(error),
      );
    case 'EROFS':
      return new StationError(
        'NO_PERMISSION',
        `“${path}” lies on a read-only drive. Choose another place.`,
        messageOf(error),
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new StationError(
        'DISK_FULL',
        `“${path}” could not be written: the drive is full. Free some space and try again.`,
        messageOf(error),
      );
    default:
      return error instanceof Error ? error : new Error(messageOf(error));
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
