import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { modelFileEnding, type Model } from '../../shared/contract/models.ts';
import type { ImportableModel } from '../../shared/contract/model-import.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { packArchive, unpackArchive, type ArchiveBounds } from '../files/archive.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { ModelImport } from './import-model.ts';
import type { ModelService } from './service.ts';

/** Limits of a model's file: no folders and no hidden files in it. */
const bounds: ArchiveBounds = { files: 8, bytes: 4 * 2 ** 30, name: /^[a-z0-9][\w.-]{0,99}$/i };

export interface ModelExchangeParts {
  readonly models: Pick<ModelService, 'exportTo'>;
  readonly modelImport: Pick<ModelImport, 'look' | 'take'>;
  /** Folder of work in progress; emptied when the station starts. */
  readonly jobsFolder: string;
}

const isModelFile = (path: string): boolean => path.toLowerCase().endsWith(modelFileEnding);

export type ModelExchange = ReturnType<typeof createModelExchange>;

/** Exports and imports models, as a folder or as one file whose name ends in `.loupe-model`. */
export function createModelExchange({ models, modelImport, jobsFolder }: ModelExchangeParts) {
  /** Makes a temporary folder for some work, and removes it afterwards. */
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

  /** Passes an exported model's folder to some work; unpacks a file first. */
  function withFolder<Result>(path: string, work: (folder: string) => Promise<Result>): Promise<Result> {
    if (!isModelFile(path)) return work(path);
    return inFolder(async (folder) => {
      await unpackModel(path, folder);
      return work(folder);
    });
  }

  return {
    /**
     * Writes a model into a folder, or as one file; completely or not at all.
     *
     * @throws StationError as `ModelService.exportTo`; ALREADY_EXISTS for an existing file
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
        await packModel(folder, files, target);
        return { folder: dirname(target), files: [basename(target)] };
      });
    },

    /** Describes an exported model. @throws StationError as `ModelImport.look`, CORRUPT_FILE */
    look: (path: string): Promise<ImportableModel> => withFolder(path, modelImport.look),

    /** Imports a model for a product. @throws StationError as `ModelImport.take`, CORRUPT_FILE */
    take: (path: string, productId: string): Promise<Model> =>
      withFolder(path, (folder) => modelImport.take(folder, productId)),
  };
}

/** Packs an exported model's files into one file. @throws StationError DISK_FULL, NO_PERMISSION */
export function packModel(folder: string, files: readonly string[], target: string): Promise<void> {
  return packArchive(target, new Map(files.map((file) => [file, join(folder, file)])));
}

/** Unpacks a model's file from an untrusted source. @throws StationError CORRUPT_FILE, NOT_FOUND, DISK_FULL */
export function unpackModel(path: string, folder: string): Promise<void> {
  return unpackArchive(path, folder, bounds, (why) => refused(path, why));
}

function refused(path: string, why: string): StationError {
  return new StationError(
    'CORRUPT_FILE',
    `“${basename(path)}” is no file of a model, or is damaged: ${why}. Export the model again.`,
  );
}
