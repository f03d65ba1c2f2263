import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { syncFolder } from '../files/durable-file.ts';
import { fileFailure } from '../files/file-failure.ts';
import { dirname } from 'node:path';
import { contentsFile, type ProductContents } from './format.ts';

/**
 * Writes an archive completely or not at all. Pictures and graphs are stored uncompressed, because compression does
 * not make them smaller.
 *
 * @param sources path of each file of the contents
 * @throws StationError DISK_FULL, NO_PERMISSION naming the file
 */
export async function writeArchive(
  path: string,
  contents: ProductContents,
  sources: ReadonlyMap<string, string>,
): Promise<void> {
  const part = `${path}.part`;
  try {
    const zip = new ZipFile();
    const done = pipeline(zip.outputStream, createWriteStream(part, { flush: true }));
    zip.on('error', (error: Error) => void zip.outputStream.emit('error', error));
    zip.addBuffer(Buffer.from(JSON.stringify(contents)), contentsFile, { compress: true });
    for (const [name, source] of sources) zip.addFile(source, name, { compress: false });
    zip.end();
    await done;
    await rename(part, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw fileFailure(error, path);
  }
}
