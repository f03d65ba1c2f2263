import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfFile } from '../../files/hash.ts';
import { packModel } from '../../models/model-file.ts';
import type { ModelService } from '../../models/service.ts';

/** A model as one file, named by its hash. */
export interface PackedModel {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Packs a model into one file, as a station exports it, and passes the file to `use`; afterwards it removes the file.
 *
 * @param folder a folder with room for two copies of the model
 * @throws StationError NOT_FOUND, CORRUPT_MODEL, DISK_FULL, NO_PERMISSION
 */
export async function withPackedModel<Result>(
  models: Pick<ModelService, 'exportTo'>,
  modelId: string,
  folder: string,
  use: (packed: PackedModel) => Promise<Result>,
): Promise<Result> {
  const work = await mkdtemp(join(folder, 'rollout-'));
  try {
    const exported = await models.exportTo(modelId, work);
    const file = join(work, 'model.zip');
    await packModel(exported.folder, exported.files, file);
    return await use({ file, ...(await sha256OfFile(file)) });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
