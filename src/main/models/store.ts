import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { syncFolder, writeFileDurably } from '../files/durable-file.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import type { ExportedCard } from './card-with-evaluation.ts';
import { modelCards } from '../families/registry.ts';
import type { ModelCard } from '../learning/model-card.ts';
import { modelFiles } from '../learning/model-files.ts';
import { verifyModelFolder } from '../learning/model-folder.ts';

function filesOf(card: ModelCard): string[] {
  return [modelFiles.graph, modelCards.learntFile(card).file, modelFiles.card];
}

/** Keeps each model in its own folder below the station's folder of models. */
export interface ModelStore {
  folderOf(modelId: string): string;
  graphOf(modelId: string): string;
  /**
   * Takes a finished model from a job's folder: checks it, makes it read-only, and moves it by one rename.
   *
   * @throws StationError CORRUPT_MODEL, CONFLICT if a model of that id exists
   */
  install(jobFolder: string): Promise<ModelCard>;
  /** Removes an installed model whose row could not be added. */
  remove(modelId: string): Promise<void>;
  /** @throws StationError CORRUPT_MODEL naming the model, the file and what to do */
  verify(modelId: string): Promise<ModelCard>;
  /**
   * Copies a model into a new folder below `target`, completely or not at all: its files, and the given card, which has
   * more fields than the model's own. Verify the model first.
   *
   * @throws StationError ALREADY_EXISTS, BAD_INPUT, NO_PERMISSION, DISK_FULL
   */
  exportTo(card: ExportedCard, target: string): Promise<{ folder: string; files: string[] }>;
}

export function createModelStore(models: string): ModelStore {
  const folderOf = (modelId: string): string => join(models, modelId);

  return {
    folderOf,
    graphOf: (modelId) => join(folderOf(modelId), modelFiles.graph),

    async install(jobFolder) {
      const card = await verifyModel(jobFolder);
      const folder = folderOf(card.id);
      const names = new Set(filesOf(card));
      try {
        await mkdir(models, { recursive: true });
        for (const file of await readdir(jobFolder)) {
          if (!names.has(file)) await rm(join(jobFolder, file), { recursive: true });
        }
        for (const file of names) await chmod(join(jobFolder, file), 0o444);
        await syncFolder(jobFolder);
        await rename(jobFolder, folder);
        await syncFolder(models);
      } catch (error) {
        if (systemCode(error) === 'ENOTEMPTY' || systemCode(error) === 'EEXIST') {
          throw new StationError('CONFLICT', `A model ${card.id} is installed already.`, folder);
        }
        throw fileFailure(error, folder);
      }
      return card;
    },

    remove: (modelId) => rm(folderOf(modelId), { recursive: true, force: true }),

    verify: (modelId) => verifyModel(folderOf(modelId)),

    async exportTo(card, target) {
      const source = folderOf(card.id);
      const folder = resolve(target, exportName(card));
      const files = filesOf(card);
      await ensureAbsent(folder);
      const part = join(dirname(folder), `.${randomUUID()}.part`);
      try {
        await mkdir(part, { recursive: true });
        for (const file of files.filter((name) => name !== modelFiles.card)) {
          await writeFileDurably(join(part, file), await readFile(join(source, file)));
        }
        const text = `${JSON.stringify(card, null, 2)}\n`;
        await writeFileDurably(join(part, modelFiles.card), new TextEncoder().encode(text));
        await rename(part, folder);
        await syncFolder(dirname(folder));
      } catch (error) {
        await rm(part, { recursive: true, force: true }).catch(() => undefined);
        throw fileFailure(error, target);
      }
      return { folder, files };
    },
  };
}

/**
 * Reads a model's card and checks the graph and the learnt files against it.
 *
 * @throws StationError CORRUPT_MODEL naming the model, the file and what to do; NO_PERMISSION
 */
export function verifyModel(folder: string): Promise<ModelCard> {
  return verifyModelFolder(folder, modelCards);
}

/** Lists the names of a model's files in a folder. @throws StationError as `verifyModel` */
export async function filesOfModel(folder: string): Promise<string[]> {
  return filesOf(await verifyModel(folder));
}

/** Makes a folder's name from product and time, e.g. `cookie-2026-11-23-2319`. */
function exportName(card: ModelCard): string {
  const product = card.productName
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  const time = new Date(card.createdAt).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  return `${product || 'model'}-${time}-${card.id.slice(0, 8)}`;
}

async function ensureAbsent(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw fileFailure(error, folder);
  });
  if (found !== null) {
    throw new StationError(
      'ALREADY_EXISTS',
      `“${folder}” exists already. Choose another folder or move it away.`,
    );
  }
}
