import { mkdirSync } from 'node:fs';
import { openDatabase } from '../../src/main/database/open-database.ts';
import { createImageStore } from '../../src/main/datasets/image-store.ts';
import { createDatasetRepository } from '../../src/main/datasets/repository.ts';
import { createDatasetService } from '../../src/main/datasets/service.ts';
import { createModelRepository } from '../../src/main/models/repository.ts';
import { createModelService } from '../../src/main/models/service.ts';
import { createModelStore } from '../../src/main/models/store.ts';
import { createProductRepository } from '../../src/main/products/repository.ts';
import { createProductService } from '../../src/main/products/service.ts';
import { createThresholdsRepository } from '../../src/main/products/thresholds-repository.ts';
import { createThresholdsHistory } from '../../src/main/products/thresholds.ts';
import { createSettingsRepository } from '../../src/main/settings/repository.ts';
import { createSettingsService } from '../../src/main/settings/service.ts';
import { createStationChanges } from '../../src/main/station/changes.ts';
import { stationPaths } from '../../src/main/station/paths.ts';
import { createThumbnails } from '../../src/main/images/thumbnails.ts';

/** Opens the data services over a real database in a station's home, without workers. The caller closes them. */
export function openDataServices(home: string) {
  const paths = stationPaths(home);
  mkdirSync(paths.home, { recursive: true });
  const database = openDatabase(paths.database);
  const changes = createStationChanges();
  const thresholds = createThresholdsHistory(createThresholdsRepository(database));
  const thumbnails = createThumbnails(paths.thumbnails);
  const products = createProductService({ products: createProductRepository(database), thresholds, changes });
  const datasets = createDatasetService({
    images: createDatasetRepository(database),
    store: createImageStore(paths.images),
    thumbnails,
    products,
    changes,
  });
  const activated: string[] = [];
  const models = createModelService({
    database,
    models: createModelRepository(database),
    store: createModelStore(paths.models),
    settings: createSettingsService({ settings: createSettingsRepository(database), changes }),
    thresholds,
    changes,
  });
  models.followActivations((productId) => Promise.resolve(void activated.push(productId)));
  const close = (): void => {
    changes.close();
    database.close();
  };
  return {
    paths,
    database,
    changes,
    thresholds,
    thumbnails,
    products,
    datasets,
    models,
    activated,
    close,
  };
}
