import { shownMessages } from '../../shared/contract/outputs.ts';
import { settingCheck } from '../backup/setting-check.ts';
import { createAuditRepository } from '../audit/repository.ts';
import { openBesideStation } from '../database/open-beside-station.ts';
import { createLanes } from '../lanes/lanes.ts';
import { createRecipes } from '../lanes/recipes.ts';
import { createOutputConfiguration } from '../line/configuration.ts';
import { createOutboxRepository } from '../line/outbox-repository.ts';
import { createOutputsRepository } from '../line/outputs-repository.ts';
import { createProductRepository } from '../products/repository.ts';
import { createReportConfiguration } from '../scheduled-reports/configuration.ts';
import { createScheduledReportsRepository } from '../scheduled-reports/repository.ts';
import { createSetUpFile, type SetUpFile } from '../set-up-file/set-up-file.ts';
import { createSettingsRepository } from '../settings/repository.ts';
import { createSettingsService } from '../settings/service.ts';
import { defaultHome, stationPaths } from '../station/paths.ts';

/** Opens the home's settings, lanes, recipes and outputs as one file, even while the station runs, and calls `run`. */
export async function withSetUpFile<Result>(
  run: (file: SetUpFile) => Result | Promise<Result>,
): Promise<Result> {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  // A running station notices changes of other processes by itself.
  const changes = { publish: () => undefined };
  const products = createProductRepository(database);
  const lanes = createLanes(database, changes);
  try {
    return await run(
      createSetUpFile({
        lanes,
        products,
        recipes: createRecipes({ database, changes, lanes, products }),
        settings: createSettingsService({
          settings: createSettingsRepository(database),
          changes,
          check: settingCheck(paths.home),
        }),
        outputs: createOutputConfiguration({
          changes,
          home: paths.home,
          outputs: createOutputsRepository(database),
          audit: { note: createAuditRepository(database).append },
          outbox: createOutboxRepository(database, shownMessages),
        }),
        reports: createReportConfiguration({
          changes,
          home: paths.home,
          reports: createScheduledReportsRepository(database),
        }),
        together: (write) => database.transaction(write).immediate(),
      }),
    );
  } finally {
    close();
  }
}
