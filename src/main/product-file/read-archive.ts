import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Entry, ZipFile } from 'yauzl';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { openZip } from '../files/archive.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { parseShallowJson } from '../files/shallow-json.ts';
import {
  bounds,
  contentsFile,
  isArchiveName,
  productContentsSchema,
  type ProductContents,
} from './format.ts';

/** A checked archive: names, number and sizes of its files are within bounds and match its contents. */
export interface ProductArchive {
  readonly contents: ProductContents;
  /** Unpacks all files into a folder and checks length and SHA-256. @throws StationError CORRUPT_FILE, DISK_FULL */
  unpack(folder: string): Promise<void>;
  close(): void;
}

/**
 * Opens an archive from an untrusted source. Files must be stored uncompressed, so that none is larger than the archive.
 *
 * @throws StationError CORRUPT_FILE naming the fault; NOT_FOUND, NO_PERMISSION
 */
export async function openArchive(path: string): Promise<ProductArchive> {
  const zip = await openZip(path, (why) => refused(path, why));
  try {
    const entries = await listEntries(zip, path);
    const contents = await readContents(zip, entries, path);
    ensureComplete(entries, contents, path);
    return {
      contents,
      async unpack(folder) {
        for (const [name, entry] of entries) {
          const note = contents.files[name];
          if (note) await unpackEntry(zip, entry, join(folder, name), note.sha256, path);
        }
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof StationError ? error : refused(path, messageOf(error));
  }
}

async function listEntries(zip: ZipFile, path: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > bounds.files) throw refused(path, `it has ${zip.entryCount} files`);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize, compressionMethod } = entry;
    if (!isArchiveName(fileName)) {
      throw refused(path, `“${fileName.slice(0, 200)}” is no name of a product's file`);
    }
    if (entries.has(fileName)) throw refused(path, `“${fileName}” is there twice`);
    if (entry.isEncrypted()) throw refused(path, `“${fileName}” is encrypted`);
    const isContents = fileName === contentsFile;
    if (!isContents && compressionMethod !== 0) throw refused(path, `“${fileName}” is compressed`);
    if (uncompressedSize > (isContents ? bounds.contentsBytes : bounds.fileBytes)) {
      throw refused(path, `“${fileName}” has ${uncompressedSize} bytes`);
    }
    if (
      uncompressedSize > bounds.unsqueezedBytes &&
      uncompressedSize > bounds.squeeze * entry.compressedSize
    ) {
      throw refused(path, `“${fileName}” is compressed more than any list of images can be`);
    }
    entries.set(fileName, entry);
  }
  return entries;
}

async function readContents(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  path: string,
): Promise<ProductContents> {
  const entry = entries.get(contentsFile);
  if (!entry) throw refused(path, `there is no ${contentsFile} in it`);
  const bytes = await buffer(await zip.openReadStreamPromise(entry));
  const parsed = productContentsSchema.safeParse(parseShallowJson(bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(
    path,
    `${contentsFile}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it does not fit'}`,
  );
}

/** @throws StationError CORRUPT_FILE if a file is missing, has another length, or is not in the contents */
function ensureComplete(
  entries: ReadonlyMap<string, Entry>,
  { files, images, models }: ProductContents,
  path: string,
): void {
  for (const [name, { bytes }] of Object.entries(files)) {
    const entry = entries.get(name);
    if (!entry) throw refused(path, `“${name}” is missing`);
    if (entry.uncompressedSize !== bytes) {
      throw refused(path, `“${name}” is not of the length that it should have`);
    }
  }
  for (const name of entries.keys()) {
    if (name !== contentsFile && files[name] === undefined) {
      throw refused(path, `“${name}” is not among its contents`);
    }
  }
  for (const { sha256, extension, mask, name } of images) {
    const needed = [`images/${sha256}.${extension}`, ...(mask ? [`images/${mask.sha256}.png`] : [])];
    if (needed.some((file) => files[file] === undefined)) {
      throw refused(path, `the picture of “${name}” is missing`);
    }
  }
  for (const id of models) {
    if (files[`models/${id}/model.onnx`] === undefined) {
      throw refused(path, `the graph of the model ${id} is missing`);
    }
  }
}

async function unpackEntry(
  zip: ZipFile,
  entry: Entry,
  to: string,
  sha256: string,
  path: string,
): Promise<void> {
  const hash = createHash('sha256');
  try {
    await mkdir(dirname(to), { recursive: true });
    const hashing = new Transform({
      transform(chunk: Uint8Array, _encoding, next) {
        hash.update(chunk);
        next(null, chunk);
      },
    });
    await pipeline(await zip.openReadStreamPromise(entry), hashing, createWriteStream(to, { flags: 'wx' }));
  } catch (error) {
    throw systemCode(error) === null ? refused(path, messageOf(error)) : fileFailure(error, to);
  }
  if (hash.digest('hex') !== sha256) throw refused(path, `“${entry.fileName}” was changed`);
}

function refused(path: string, why: string): StationError {
  return new StationError(
    'CORRUPT_FILE',
    `“${path}” is no whole product: ${why}. Export the product again and copy the whole file.`,
  );
}
