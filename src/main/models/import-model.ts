import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportableModel } from '../../shared/contract/model-import.ts';
import type { Model } from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { writeFileDurably } from '../files/durable-file.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { InferenceService } from '../inference/service.ts';
import { readExportedModel } from './exported-model.ts';
import { modelCards } from '../families/registry.ts';
import type { ModelCard } from '../learning/model-card.ts';
import { modelFiles } from '../learning/model-files.ts';

export interface ModelImportParts {
  readonly products: { get(id: string): Product; list(): Product[] };
  readonly models: {
    /** Finds a model by id; null if there is none. */
    find(modelId: string): Model | null;
    /** Takes over a model's folder for a product. */
    register(folder: string, productId: string): Promise<Model>;
  };
  readonly inference: Pick<InferenceService, 'runGraph'>;
  /** Folder of work in progress; emptied at the station's start. */
  readonly jobsFolder: string;
}

export type ModelImport = ReturnType<typeof createModelImport>;

/** Imports models that this or another station has exported. */
export function createModelImport({ products, models, inference, jobsFolder }: ModelImportParts) {
  return {
    /** Describes the model in a folder. @throws StationError as `readExportedModel` */
    async look(folder: string): Promise<ImportableModel> {
      const { card, evaluation, exportedFrom } = await readExportedModel(folder);
      const match =
        products.list().find(({ id }) => id === card.productId) ??
        products.list().find(({ name }) => sameName(name, card.productName));
      return {
        id: card.id,
        productName: card.productName,
        family: card.family,
        preset: card.preset,
        createdAt: card.createdAt,
        trainingImages: card.trainingImages.length,
        thresholds: { review: card.thresholds.review, defect: card.thresholds.defect },
        graphBytes: card.graph.bytes,
        graphSha256: card.graph.sha256,
        exportedFrom,
        evaluation: evaluation && {
          images: evaluation.images.good + evaluation.images.defective,
          imageAuroc: evaluation.imageAuroc,
          auPro: evaluation.auPro,
        },
        matchingProductId: match?.id ?? null,
        installedProductId: models.find(card.id)?.productId ?? null,
      };
    },

    /** Reads an exported model and runs it once, without importing it. @throws StationError as `take` */
    async tryOut(folder: string): Promise<void> {
      const { card } = await readExportedModel(folder);
      await requireRuns(join(folder, modelFiles.graph), card, folder);
    },

    /**
     * Imports a model for a product, completely or not at all, without activating it. The model keeps its id unless another product
     * has a model of that id.
     *
     * @throws StationError as `readExportedModel`; ALREADY_EXISTS if the product has it; CORRUPT_MODEL if its graph does
     *   not run here; NOT_FOUND, DISK_FULL, NO_PERMISSION
     */
    async take(folder: string, productId: string): Promise<Model> {
      const product = products.get(productId);
      const { card } = await readExportedModel(folder);
      const known = models.find(card.id);
      if (known?.productId === productId) {
        throw new StationError(
          'ALREADY_EXISTS',
          `“${product.name}” has this model already. Activate it where it is listed.`,
          card.id,
        );
      }
      const own: ModelCard = known === null ? card : { ...card, id: randomUUID() };
      const part = join(jobsFolder, `import-${randomUUID()}`);
      try {
        await copyModel(folder, own, part);
        await requireRuns(join(part, modelFiles.graph), own, folder);
        return await models.register(part, productId);
      } catch (error) {
        throw fileFailure(error, part);
      } finally {
        await rm(part, { recursive: true, force: true }).catch(() => undefined);
      }
    },
  };

  /** @throws StationError CORRUPT_MODEL */
  async function requireRuns(graph: string, card: ModelCard, folder: string): Promise<void> {
    const [height, width] = card.graph.inputSize;
    const frame: Frame = { height, width, data: new Uint8Array(height * width * 3).fill(128) };
    const refuse = (detail: string): StationError =>
      new StationError(
        'CORRUPT_MODEL',
        `The model in “${folder}” does not run on this station. Export it again, with the same version of the station.`,
        detail,
      );
    const map = await inference.runGraph(graph, frame).catch((error: unknown) => {
      if (error instanceof StationError && error.code === 'CANCELLED') throw error;
      throw refuse(messageOf(error));
    });
    if (map.height !== height || map.width !== width) {
      throw refuse(`Its map has ${map.height} × ${map.width} positions, its card says ${height} × ${width}.`);
    }
  }
}

async function copyModel(from: string, card: ModelCard, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const file of [modelFiles.graph, modelCards.learntFile(card).file]) {
    await writeFileDurably(join(to, file), await readFile(join(from, file)));
  }
  const text = `${JSON.stringify(card, null, 2)}\n`;
  await writeFileDurably(join(to, modelFiles.card), new TextEncoder().encode(text));
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
