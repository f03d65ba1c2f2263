import type { StationDatabase } from '../database/open-database.ts';
import { createLogFiles } from '../log/files.ts';
import { createEntryRecords, createLogReader } from '../log/log-reader.ts';
import { withoutPlace } from '../log/seen-entry.ts';
import { createLogQueries } from '../log/query-repository.ts';
import { createLogRepository } from '../log/repository.ts';
import { createModelRepository } from '../models/repository.ts';
import { createModelService } from '../models/service.ts';
import { createModelStore } from '../models/store.ts';
import { createProductRepository } from '../products/repository.ts';
import { createProductService } from '../products/service.ts';
import { createThresholdsRepository } from '../products/thresholds-repository.ts';
import { createThresholdsHistory } from '../products/thresholds.ts';
import { createSettingsRepository } from '../settings/repository.ts';
import { createSettingsService } from '../settings/service.ts';
import { createStationChanges } from '../station/changes.ts';
import type { StationPaths } from '../station/paths.ts';
import { createFigures, type Figures, type FiguresParts } from '../statistics/figures.ts';
import { createProceedingsRepository } from '../statistics/proceedings-repository.ts';
import { createStatisticsRepository } from '../statistics/repository.ts';

export interface FiguresOfHome extends Pick<FiguresParts, 'exports' | 'version'> {
  readonly paths: StationPaths;
  /** Whether files name the folder or address of the line's pictures. */
  readonly places: boolean;
  /** Called instead of writing to the database, because the connection is read-only. */
  readonly onPictured: (ids: readonly number[]) => void;
}

/**
 * Opens the figures over a read-only connection. They are opened anew for each question, because the station, another process, may have
 * changed limits and settings, and a service that keeps these in memory would not notice.
 */
export function openFigures(
  database: StationDatabase,
  { paths, places, exports, version, onPictured }: FiguresOfHome,
): Figures {
  const changes = createStationChanges();
  const thresholds = createThresholdsHistory(createThresholdsRepository(database));
  const settings = createSettingsService({ settings: createSettingsRepository(database), changes });
  const files = createLogFiles(paths.home);
  const repository = createLogRepository(database);
  const queries = createLogQueries(database);
  const records = createEntryRecords({ repository, thresholds });
  const log = createLogReader({ repository, queries, files }, records);
  return createFigures({
    exports,
    version,
    settings,
    thresholds,
    statistics: createStatisticsRepository(database),
    proceedings: createProceedingsRepository(database),
    products: createProductService({ products: createProductRepository(database), thresholds, changes }),
    models: createModelService({
      database,
      thresholds,
      changes,
      settings,
      models: createModelRepository(database),
      store: createModelStore(paths.models),
    }),
    log: {
      ...log,
      get: (id: number) => (places ? log.get(id) : withoutPlace(log.get(id))),
      markExported: onPictured,
    },
  });
}
