import { StationError } from '../shared/domain/station-error.ts';

/** The code of an error of the operating system, e.g. `ENOENT`. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/**
 * What a failing file operation means to a person, naming the file or folder; other errors come back as they are.
 *
 * @param path what was read or written
 */
export function fileFailure(error: unknown, path: string): unknown {
  if (error instanceof StationError || !(error instanceof Error)) return error;
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StationError(
        'DISK_FULL',
        `The disk of “${path}” is full. Free some space, then try again.`,
        error.message,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StationError(
        'NO_PERMISSION',
        `There is no permission for “${path}”. Give the station's user the right to it, then try again.`,
        error.message,
      );
    case 'ENOENT':
      return new StationError('NOT_FOUND', `“${path}” does not exist. Check the path.`, error.message);
    case 'ENOTDIR':
    case 'EEXIST':
      return new StationError('BAD_INPUT', `“${path}” is not a folder. Choose a folder.`, error.message);
    case 'EISDIR':
      return new StationError(
        'BAD_INPUT',
        `“${path}” is a folder where a file belongs. Move it away.`,
        error.message,
      );
    default:
      return error;
  }
}
