import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { largestObject } from '../../shared/plant/limits.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';

/** Files of an exported model, at most; all of them lie side by side. */
const mostFiles = 8;
const fileName = /^[a-z0-9][a-z0-9.-]{0,60}$/i;

/**
 * Unpacks an exported model that somebody else packed, into a new folder.
 *
 * @throws StationError CORRUPT_FILE saying what is wrong with it; DISK_FULL, NO_PERMISSION
 */
export async function unpackModel(archive: string, folder: string): Promise<void> {
  const refused = (why: string): StationError =>
    new StationError('CORRUPT_FILE', `What the plant sent is no exported model: ${why}.`);
  try {
    const zip = await openPromise(archive, {
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    });
    try {
      if (zip.entryCount > mostFiles) throw refused(`it has ${zip.entryCount} files`);
      await mkdir(folder, { recursive: true });
      let bytes = 0;
      for await (const entry of zip.eachEntry()) {
        if (!fileName.test(entry.fileName)) throw refused('a file of it has an odd name');
        bytes += entry.uncompressedSize;
        if (bytes > largestObject) throw refused('it is too large');
        const content = await zip.openReadStreamPromise(entry);
        await pipeline(content, createWriteStream(join(folder, entry.fileName), { flags: 'wx' }));
      }
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof StationError) throw error;
    throw systemCode(error) === null ? refused(messageOf(error)) : fileFailure(error, folder);
  }
}
