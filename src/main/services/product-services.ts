import { join } from 'node:path';
import { createCheckRepository } from '../datasets/check/check-repository.ts';
import { createImageCheck } from '../datasets/check/check-service.ts';
import { createImageStore } from '../datasets/image-store.ts';
import { createDatasetRepository } from '../datasets/repository.ts';
import { createSampleProduct } from '../datasets/sample-product.ts';
import { createDatasetService } from '../datasets/service.ts';
import { createEvaluationRepository } from '../evaluation/repository.ts';
import { createEvaluationService } from '../evaluation/service.ts';
import { createInferenceService } from '../inference/service.ts';
import { createModelRepository } from '../models/repository.ts';
import { createModelService } from '../models/service.ts';
import { createModelStore } from '../models/store.ts';
import { openExchange } from '../product-file/open-exchange.ts';
import { createDuplication } from '../products/duplicate.ts';
import { createProductRepository } from '../products/repository.ts';
import { createProductService } from '../products/service.ts';
import { createThresholdsRepository } from '../products/thresholds-repository.ts';
import { createThresholdsHistory } from '../products/thresholds.ts';
import { createTakeOver } from '../training/decide-take-over.ts';
import { createJobRepository } from '../training/job-repository.ts';
import { createTrainingService } from '../training/service.ts';
import type { Ground } from './ground.ts';

export type ProductServices = ReturnType<typeof buildProductServices>;

/** Builds products with their images and models, and the work on these: evaluation, training, files for other stations. */
export function buildProductServices(ground: Ground) {
  const { options, paths, database, host, version, report, changes, settings, thumbnails, backbone } = ground;
  const thresholds = createThresholdsHistory(createThresholdsRepository(database));
  const products = createProductService({ products: createProductRepository(database), thresholds, changes });
  const images = createDatasetRepository(database);
  const store = createImageStore(paths.images);
  const datasets = createDatasetService({ images, store, thumbnails, products, changes });
  const models = createModelService({
    database,
    thresholds,
    changes,
    settings,
    models: createModelRepository(database),
    store: createModelStore(paths.models),
  });
  const inference = createInferenceService({ host, models, tuningFile: paths.tuning, changes });
  const evaluation = createEvaluationService({
    models,
    products,
    datasets,
    inference,
    changes,
    settings,
    version,
    evaluations: createEvaluationRepository(database),
  });
  const { sampleCounts } = options;
  return {
    thresholds,
    products,
    duplicateProduct: createDuplication(products, (work) => database.transaction(work).immediate()),
    datasets,
    imageCheck: createImageCheck({
      host,
      images,
      store,
      products,
      changes,
      checks: createCheckRepository(database),
      backboneFile: backbone,
    }),
    sample: createSampleProduct({
      products,
      datasets,
      folder: paths.sample,
      ...(sampleCounts ? { counts: sampleCounts } : {}),
    }),
    models,
    inference,
    ...openExchange({
      database,
      products,
      datasets,
      models,
      inference,
      thresholds,
      version,
      jobsFolder: paths.jobs,
    }),
    evaluation,
    training: createTrainingService({
      host,
      changes,
      patient: ground.patient,
      products,
      datasets,
      models,
      report,
      jobs: createJobRepository(database),
      takeOver: createTakeOver({ products, datasets, models, evaluation }),
      jobsFolder: paths.jobs,
      networks: {
        teachersFolder: options.teachers ?? join(options.resources, 'teachers'),
        backboneFile: backbone,
      },
      databaseFile: paths.database,
    }),
  };
}
