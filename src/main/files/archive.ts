import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type ZipFile as ZipReader } from 'yauzl';
import { ZipFile } from 'yazl';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { syncFolder } from './durable-file.ts';
import { fileFailure, systemCode } from './file-failure.ts';

/** Fixed times and modes, so that the same files always make the same archive. */
const sameAlways = { mtime: new Date('2000-01-01T00:00:00Z'), mode: 0o100_644, compress: false } as const;

/** Limits of an archive from an untrusted source; one beyond them is refused. */
export interface ArchiveBounds {
  readonly files: number;
  /** Limit of all files together, bytes. */
  readonly bytes: number;
  /** The form of each file's path. It must not match a path that leads out of the folder. */
  readonly name: RegExp;
}

/**
 * Packs files into a ZIP, whole or not at all. It does not compress them, since pictures and graphs would not become smaller.
 *
 * @param sources path of each file, by its name in the archive
 * @throws StationError DISK_FULL, NO_PERMISSION, NOT_FOUND naming the archive
 */
export async function packArchive(target: string, sources: ReadonlyMap<string, string>): Promise<void> {
  const part = join(dirname(target), `.${randomUUID()}.part`);
  try {
    await mkdir(dirname(target), { recursive: true });
    const zip = new ZipFile();
    const done = pipeline(zip.outputStream, createWriteStream(part, { flush: true }));
    zip.on('error', (error: Error) => void zip.outputStream.emit('error', error));
    for (const [name, source] of sources) zip.addFile(source, name, sameAlways);
    zip.end();
    await done;
    await rename(part, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw fileFailure(error, target);
  }
}

/**
 * Opens an archive from an untrusted source. It refuses pipes and devices: opening one could block, for ever, one of the few threads that
 * read files for the whole station.
 *
 * @param refused makes the error of a refused archive
 * @throws the error of `refused`; StationError NOT_FOUND, NO_PERMISSION
 */
export async function openZip(path: string, refused: (why: string) => StationError): Promise<ZipReader> {
  try {
    if (!(await stat(path)).isFile()) throw refused('it is no file but a pipe, a device or a folder');
    return await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  } catch (error) {
    if (error instanceof StationError) throw error;
    throw systemCode(error) === null ? refused(messageOf(error)) : fileFailure(error, path);
  }
}

/**
 * Unpacks an archive from an untrusted source into a folder. It accepts only uncompressed files, so none can be larger than the archive.
 *
 * @param refused makes the error of a refused archive
 * @throws the error of `refused`; StationError NOT_FOUND, DISK_FULL, NO_PERMISSION
 */
export async function unpackArchive(
  path: string,
  folder: string,
  bounds: ArchiveBounds,
  refused: (why: string) => StationError,
): Promise<void> {
  const named = (error: unknown, place: string): unknown => {
    if (error instanceof StationError) return error;
    return systemCode(error) === null ? refused(messageOf(error)) : fileFailure(error, place);
  };
  const zip = await openZip(path, refused);
  try {
    if (zip.entryCount > bounds.files) throw refused(`it has ${zip.entryCount} files`);
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      const { fileName, uncompressedSize, compressionMethod } = entry;
      bytes += uncompressedSize;
      if (!bounds.name.test(fileName)) throw refused(`“${fileName.slice(0, 200)}” is no name of its files`);
      if (compressionMethod !== 0 || entry.isEncrypted()) throw refused(`“${fileName}” is compressed`);
      if (bytes > bounds.bytes) throw refused(`it has more than ${bounds.bytes} bytes`);
      const target = join(folder, fileName);
      await mkdir(dirname(target), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { flags: 'wx' }));
    }
  } catch (error) {
    throw named(error, folder);
  } finally {
    zip.close();
  }
}
