import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from './file-failure.ts';

const isWindows = process.platform === 'win32';

/**
 * Reads a whole file. It refuses a file that is too long, and pipes and devices, which might never end.
 *
 * @param most size limit, bytes
 * @throws StationError BAD_INPUT, NOT_FOUND or NO_PERMISSION naming the file
 */
export async function readBounded(path: string, most: number): Promise<Buffer> {
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer. Windows has no such flag.
    const file = await open(path, isWindows ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const info = await file.stat();
      if (!info.isFile()) throw new StationError('BAD_INPUT', `“${path}” is not a file.`);
      if (info.size > most) throw tooLong(path, most);
      const bytes = await file.readFile();
      if (bytes.length > most) throw tooLong(path, most);
      return bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFailure(error, path);
  }
}

function tooLong(path: string, most: number): StationError {
  return new StationError('BAD_INPUT', `“${path}” is larger than ${Math.round(most / 1e6)} MB.`);
}
