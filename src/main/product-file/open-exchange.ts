import type { StationDatabase } from '../database/open-database.ts';
import { createModelImport, type ModelImportParts } from '../models/import-model.ts';
import { createModelExchange } from '../models/model-file.ts';
import type { ModelService } from '../models/service.ts';
import type { ProductService } from '../products/service.ts';
import { createProductFiles, type ProductFileParts } from './service.ts';
import { createProductTransfers } from './transfers.ts';

export interface ExchangeParts
  extends Pick<ModelImportParts, 'inference'>, Pick<ProductFileParts, 'datasets' | 'thresholds' | 'version'> {
  readonly database: StationDatabase;
  readonly products: ProductService;
  readonly models: ModelService;
  /** Folder for work in progress; emptied when the station starts. */
  readonly jobsFolder: string;
}

/** Makes the services that import and export products and models. */
export function openExchange({ database, ...parts }: ExchangeParts) {
  const modelImport = createModelImport(parts);
  const productFiles = createProductFiles({
    ...parts,
    modelImport,
    together: (work) => database.transaction(work).immediate(),
  });
  const modelExchange = createModelExchange({ ...parts, modelImport });
  const productTransfers = createProductTransfers({
    ...parts,
    files: productFiles,
    exchange: modelExchange,
  });
  return { modelImport, productFiles, modelExchange, productTransfers };
}
