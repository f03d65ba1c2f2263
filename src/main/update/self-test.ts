import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { openDatabase, type StationDatabase } from '../database/open-database.ts';
import { lockStation } from '../database/station-lock.ts';
import type { Host } from '../host/host.ts';
import { createInferenceService, type InferenceService } from '../inference/service.ts';
import { createLogFiles } from '../log/files.ts';
import { createLogRepository } from '../log/repository.ts';
import { createLogQueries } from '../log/query-repository.ts';
import { createModelRepository } from '../models/repository.ts';
import { createModelStore } from '../models/store.ts';
import { createProductRepository } from '../products/repository.ts';
import { createStationChanges } from '../station/changes.ts';
import { stationPaths, type StationPaths } from '../station/paths.ts';

export interface SelfTest {
  /** Number of active models that ran a frame. */
  readonly models: number;
  /** Number of log entries that were read. */
  readonly entries: number;
}

/** Number of newest entries to read. */
const entriesRead = 50;

/**
 * Tests this version of the station with a home: migrates the database, runs one frame through each active model, and reads the newest
 * page of the log and its last picture. It opens no connection to the outside.
 *
 * @throws StationError naming the part that does not work
 */
export async function selfTest(home: string, host: Host): Promise<SelfTest> {
  const paths = stationPaths(home);
  const lock = lockStation(paths.lock);
  try {
    const database = openDatabase(paths.database, { backups: paths.backups });
    const changes = createStationChanges();
    const store = createModelStore(paths.models);
    const inference = createInferenceService({ host, models: store, tuningFile: paths.tuning, changes });
    try {
      return {
        models: await runActiveModels(database, store, inference),
        entries: await readLog(database, paths),
      };
    } finally {
      inference.close();
      changes.close();
      database.close();
    }
  } finally {
    lock.release();
  }
}

async function runActiveModels(
  database: StationDatabase,
  store: ReturnType<typeof createModelStore>,
  inference: InferenceService,
): Promise<number> {
  const models = createModelRepository(database);
  const active = createProductRepository(database)
    .list()
    .flatMap(({ id }) => models.ofProduct(id).filter((model) => model.active));
  for (const { id } of active) {
    const { graph } = await store.verify(id);
    const [height, width] = graph.inputSize;
    const { score } = await inference.runModel(id, grey(width, height), { asItIs: true });
    if (!Number.isFinite(score)) throw new StationError('CORRUPT_MODEL', `The model ${id} gives no score.`);
  }
  return active.length;
}

/** Makes a uniform grey picture. */
function grey(width: number, height: number): Frame {
  return { width, height, data: new Uint8Array(width * height * 3).fill(128) };
}

async function readLog(database: StationDatabase, paths: StationPaths): Promise<number> {
  const page = createLogQueries(database).page({ filter: {}, order: 'newest', limit: entriesRead });
  const entries = createLogRepository(database);
  const files = createLogFiles(paths.home);
  const pictured = page.find((entry) => entry.pictured);
  const picture = pictured && entries.find(pictured.id)?.files.picture;
  if (picture) await files.frame(picture);
  return page.length;
}
