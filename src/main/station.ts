import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../shared/contract/inspection.ts';
import type { FrameSource } from './cameras/frame-source.ts';
import { simulatedCamera } from './cameras/simulated-camera.ts';
import { watchedFolder } from './cameras/watched-folder.ts';
import { openDatabase } from './database/open-database.ts';
import type { StationDatabase } from './database/open-database.ts';
import { lockStation } from './database/station-lock.ts';
import type { StationLock } from './database/station-lock.ts';
import { createCheckRepository } from './datasets/check/check-repository.ts';
import { createImageCheck } from './datasets/check/check-service.ts';
import { createDatasetRepository } from './datasets/repository.ts';
import { createDatasetService } from './datasets/service.ts';
import { createImageStore } from './datasets/image-store.ts';
import { createLogFiles } from './log/files.ts';
import { createLogQueries } from './log/query-repository.ts';
import { createInspectionRecorder } from './log/recorder.ts';
import { createLogRepository } from './log/repository.ts';
import { createLogService } from './log/service.ts';
import { createEvaluationRepository } from './evaluation/repository.ts';
import { createEvaluationService } from './evaluation/service.ts';
import { createExplanationProcess } from './explanation/explanation-process.ts';
import { createDescriptorRepository } from './explanation/repository.ts';
import { createExplanationService } from './explanation/service.ts';
import { fileFailure } from './files/file-failure.ts';
import type { Host } from './host/host.ts';
import { backboneFile } from './host/program-folder.ts';
import type { ReportBug, ServedStation } from './host/served-station.ts';
import { createAlarms } from './inspection/alarms.ts';
import { createInspectionService } from './inspection/service.ts';
import { createPauses } from './inspection/pause-repository.ts';
import { createSessionRepository } from './inspection/session-repository.ts';
import { createMediaReader } from './router/media.ts';
import { createModelImport } from './models/import-model.ts';
import { createModelRepository } from './models/repository.ts';
import { createModelService } from './models/service.ts';
import { createModelStore } from './models/store.ts';
import { createProductRepository } from './products/repository.ts';
import { createProductService } from './products/service.ts';
import { createSampleProduct } from './products/sample-product.ts';
import { createThresholdsHistory } from './products/thresholds.ts';
import { sampleCameraFrame } from './sample/simulated-camera.ts';
import type { SampleCounts } from './sample/sample-product.ts';
import { createRouter } from './router/router.ts';
import type { Services, StationRouter } from './router/router.ts';
import { createStationChanges } from './station/changes.ts';
import { stationPaths } from './station/paths.ts';
import type { StationPaths } from './station/paths.ts';
import { createStatusReader } from './station/status.ts';
import { createExportFolder } from './statistics/export-folder.ts';
import { openShifts } from './shifts/open-shifts.ts';
import { createStatisticsRepository } from './statistics/repository.ts';
import { createStatisticsService } from './statistics/service.ts';
import { createThumbnails } from './images/thumbnails.ts';
import { createJobRepository } from './training/job-repository.ts';
import { createFrameTimes } from './training/frame-times/frame-times.ts';
import { createTrainingService } from './training/service.ts';
import { createAccessLinks } from './users/access-links.ts';
import { createAccessRepository } from './users/access-repository.ts';
import { createTakeOver } from './training/decide-take-over.ts';

export interface StationOptions {
  /** The folder that holds everything (`STATION_HOME`). */
  readonly home: string;
  readonly host: Host;
  /** Read-only assets that ship: teachers, backbone. */
  readonly resources: string;
  /** Folder of the teachers (`STATION_TEACHERS`); the ones that ship when left out. */
  readonly teachers?: string | undefined;
  readonly version: string;
  /** Where failures go that nobody expected. */
  readonly report: ReportBug;
  /** How many pictures the sample product gets; its own numbers when left out. */
  readonly sampleCounts?: SampleCounts;
}

/** A part is rendered in some 50 ms: often enough to look alive, seldom enough to leave the station at rest. */
const samplePartsPerSecond = 2;

export interface Station extends ServedStation {
  readonly router: StationRouter;
  readonly paths: StationPaths;
  /** Ends sessions, jobs and workers, then closes the database; the log is complete when it resolves. */
  close(): Promise<void>;
}

/**
 * Opens the station: takes the home folder for itself, opens the database, builds the services, clears up what a
 * crash had left.
 *
 * @throws StationError DATABASE_LOCKED, DATABASE_TOO_NEW, CORRUPT_FILE, NO_PERMISSION, DISK_FULL
 */
export async function openStation(options: StationOptions): Promise<Station> {
  const paths = stationPaths(options.home);
  makeFolder(paths.home);
  const lock = lockStation(paths.lock);
  try {
    const database = openDatabase(paths.database, { backups: paths.backups });
    try {
      return await startStation(options, paths, database, lock);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startStation(
  options: StationOptions,
  paths: StationPaths,
  database: StationDatabase,
  lock: StationLock,
): Promise<Station> {
  const services = buildServices(options, paths, database);
  await services.training.recover();
  services.inspection.recover();
  return {
    router: createRouter(services, { database: paths.database, report: options.report }),
    live: services.inspection.live,
    readMedia: createMediaReader(services),
    access: services.access,
    paths,
    async close() {
      services.frameTimes.close();
      services.explanation.close();
      services.imageCheck.close();
      await services.inspection.close();
      await services.training.close();
      await services.statistics.close();
      services.changes.close();
      database.close();
      lock.release();
    },
  };
}

function buildServices(options: StationOptions, paths: StationPaths, database: StationDatabase): Services {
  const { host, version, resources, report } = options;
  const changes = createStationChanges();
  const thresholds = createThresholdsHistory(database);
  const thumbnails = createThumbnails(paths.thumbnails);
  const products = createProductService({ products: createProductRepository(database), thresholds, changes });
  const images = createDatasetRepository(database);
  const store = createImageStore(paths.images);
  const datasets = createDatasetService({
    images,
    store,
    thumbnails,
    products,
    changes,
  });
  const imageCheck = createImageCheck({
    ...{ host, images, store, products, changes },
    checks: createCheckRepository(database),
    backboneFile: backboneFile(resources),
  });
  const models = createModelService({
    database,
    models: createModelRepository(database),
    store: createModelStore(paths.models),
    thresholds,
    changes,
    onActivated: (productId) => inspection.modelActivated(productId),
  });
  const frameTimes = createFrameTimes({
    host,
    file: paths.frameTimes,
    backboneFile: backboneFile(resources),
    version,
    busy: () => inspection.current() !== null || training.counts().running > 0,
  });
  const training = createTrainingService({
    jobs: createJobRepository(database),
    host,
    changes,
    products,
    datasets,
    models,
    takeOver: createTakeOver({
      products,
      datasets,
      models,
      evaluation: { evaluate: (...order) => evaluation.evaluate(...order) },
    }),
    jobsFolder: paths.jobs,
    networks: {
      teachersFolder: options.teachers ?? join(resources, 'teachers'),
      backboneFile: backboneFile(resources),
    },
    databaseFile: paths.database,
    report,
  });
  const logRepository = createLogRepository(database);
  const files = createLogFiles(paths.home);
  const line = openShifts(database);
  const inspection = createInspectionService({
    host,
    keepAwake: host.keepAwake,
    sessions: createSessionRepository(database),
    pauses: createPauses(database),
    alarms: createAlarms(database, changes),
    clearance: line.clearance,
    products,
    models,
    thresholds,
    tuningFile: paths.tuning,
    record: createInspectionRecorder({ repository: logRepository, files, changes }).record,
    changes,
    openSource,
  });
  const evaluation = createEvaluationService({
    evaluations: createEvaluationRepository(database),
    models,
    products,
    datasets,
    inspection,
    changes,
    version,
  });
  const modelImport = createModelImport({
    products,
    models,
    runGraph: (graph, frame) => inspection.runGraph(graph, frame),
    jobsFolder: paths.jobs,
  });
  const shifts = line.service({ products, models, datasets, inspection, changes });
  const log = createLogService({
    repository: logRepository,
    queries: createLogQueries(database),
    files,
    thumbnails,
    thresholds,
    datasets,
    changes,
    async runModel(modelId, frame) {
      await models.verify(modelId);
      return inspection.runModel(modelId, frame);
    },
  });
  const explanation = createExplanationService({
    process: createExplanationProcess(host),
    descriptors: createDescriptorRepository(database),
    log,
    models,
  });
  const statistics = createStatisticsService({
    statistics: createStatisticsRepository(database),
    models,
    products,
    log,
    exports: createExportFolder(paths.exports),
    version,
  });
  const access = createAccessLinks(createAccessRepository(database));
  const sample = createSampleProduct({
    products,
    datasets,
    folder: paths.sample,
    ...(options.sampleCounts ? { counts: options.sampleCounts } : {}),
  });
  const status = createStatusReader({
    version,
    host: host.kind,
    home: paths.home,
    startedAt: Date.now(),
    inspection,
    training,
  });
  return {
    ...{ status, changes, products, sample, datasets, imageCheck, training, frameTimes },
    ...{ models, modelImport, evaluation, inspection, shifts, log, statistics },
    explanation,
    access,
  };
}

/** The frames of a source on the station's side; null for a camera that the window reads. */
function openSource(source: Source): FrameSource | null {
  switch (source.kind) {
    case 'window-camera':
      return null;
    case 'watched-folder':
      return watchedFolder(source.folder);
    case 'simulated-camera':
      return simulatedCamera((number) => sampleCameraFrame(number).frame, samplePartsPerSecond);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw fileFailure(error, path);
  }
}
