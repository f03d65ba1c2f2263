import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { modelFileEnding, type Model } from '../../shared/contract/models.ts';
import type { ImportableModel } from '../../shared/contract/model-import.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { syncFolder } from '../files/durable-file.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import type { ModelImport } from './import-model.ts';
import type { ModelService } from './service.ts';

/** Bounds of a model's file: what is beyond them is refused before a byte of it is read. */
const mostFiles = 8;
const mostBytes = 4 * 2 ** 30;
/** Names of a model's files: no folders, none that is hidden. */
const plainName = /^[a-z0-9][\w.-]{0,99}$/i;

export interface ModelExchangeParts {
  readonly models: Pick<ModelService, 'exportTo'>;
  readonly modelImport: Pick<ModelImport, 'look' | 'take'>;
  /** Work in progress; emptied when the station starts. */
  readonly jobsFolder: string;
}

export const isModelFile = (path: string): boolean => path.toLowerCase().endsWith(modelFileEnding);

export type ModelExchange = ReturnType<typeof createModelExchange>;

/** Models that leave the station and come in: as a folder, or as one file whose name ends in `.loupe-model`. */
export function createModelExchange({ models, modelImport, jobsFolder }: ModelExchangeParts) {
  /** A folder for work, gone afterwards. */
  async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
    const folder = join(jobsFolder, `model-file-${randomUUID()}`);
    try {
      await mkdir(folder, { recursive: true });
      return await work(folder);
    } catch (error) {
      throw fileFailure(error, folder);
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  /** The folder of an exported model, unpacked where it comes as a file. */
  function withFolder<Result>(path: string, work: (folder: string) => Promise<Result>): Promise<Result> {
    if (!isModelFile(path)) return work(path);
    return inFolder(async (folder) => {
      await unpack(path, folder);
      return work(folder);
    });
  }

  return {
    /**
     * Writes a model below a folder, or as one file; whole or not at all.
     *
     * @throws StationError as `ModelService.exportTo`; ALREADY_EXISTS for a file that is there
     */
    exportTo(modelId: string, target: string): Promise<{ folder: string; files: string[] }> {
      if (!isModelFile(target)) return models.exportTo(modelId, target);
      return inFolder(async (work) => {
        if ((await stat(target).catch(() => null)) !== null) {
          throw new StationError(
            'ALREADY_EXISTS',
            `“${target}” is there already. Choose another name, or move it away.`,
          );
        }
        const { folder, files } = await models.exportTo(modelId, work);
        await pack(folder, files, target);
        return { folder: dirname(target), files: [basename(target)] };
      });
    },

    /** What an exported model is. @throws StationError as `ModelImport.look`, CORRUPT_FILE */
    look: (path: string): Promise<ImportableModel> => withFolder(path, modelImport.look),

    /** Takes an exported model in for a product. @throws StationError as `ModelImport.take`, CORRUPT_FILE */
    take: (path: string, productId: string): Promise<Model> =>
      withFolder(path, (folder) => modelImport.take(folder, productId)),
  };
}

/** Graphs do not become smaller: they are stored as they are. */
async function pack(folder: string, files: readonly string[], target: string): Promise<void> {
  const part = join(dirname(target), `.${randomUUID()}.part`);
  try {
    await mkdir(dirname(target), { recursive: true });
    const zip = new ZipFile();
    const done = pipeline(zip.outputStream, createWriteStream(part, { flush: true }));
    zip.on('error', (error: Error) => void zip.outputStream.emit('error', error));
    for (const file of files) zip.addFile(join(folder, file), file, { compress: false });
    zip.end();
    await done;
    await rename(part, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw fileFailure(error, target);
  }
}

/** Unpacks a file that anybody may have written. @throws StationError CORRUPT_FILE, NOT_FOUND, DISK_FULL */
async function unpack(path: string, folder: string): Promise<void> {
  const options = { autoClose: false, strictFileNames: true, validateEntrySizes: true };
  const zip = await openPromise(path, options).catch((error: unknown) => {
    throw systemCode(error) === null ? refused(path, messageOf(error)) : fileFailure(error, path);
  });
  try {
    if (zip.entryCount > mostFiles) throw refused(path, `it has ${zip.entryCount} files`);
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      const { fileName, uncompressedSize, compressionMethod } = entry;
      bytes += uncompressedSize;
      if (!plainName.test(fileName)) {
        throw refused(path, `“${fileName.slice(0, 200)}” is no name of a model's file`);
      }
      if (compressionMethod !== 0 || entry.isEncrypted()) throw refused(path, `“${fileName}” is compressed`);
      if (bytes > mostBytes) throw refused(path, `it has more than ${mostBytes} bytes`);
      const target = createWriteStream(join(folder, fileName), { flags: 'wx' });
      await pipeline(await zip.openReadStreamPromise(entry), target);
    }
  } catch (error) {
    if (error instanceof StationError) throw error;
    throw systemCode(error) === null ? refused(path, messageOf(error)) : fileFailure(error, folder);
  } finally {
    zip.close();
  }
}

function refused(path: string, why: string): StationError {
  return new StationError(
    'CORRUPT_FILE',
    `“${basename(path)}” is no file of a model, or is damaged: ${why}. Export the model again.`,
  );
}
