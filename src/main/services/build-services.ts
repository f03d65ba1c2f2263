import { createBackupRepository } from '../backup/repository.ts';
import { createBackupService } from '../backup/service.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { createDiagnosisService } from '../diagnosis/service.ts';
import { createFolderBrowser } from '../folders/browse.ts';
import { createHomeSweep } from '../log/home-sweep.ts';
import { createLoggedPaths } from '../log/sweep-repository.ts';
import { createModelStore } from '../models/store.ts';
import { plantZone } from '../plant-host/plant-zone.ts';
import { openPlant } from '../plant/open-plant.ts';
import { createProductRepository } from '../products/repository.ts';
import { createProof } from '../proof/prove.ts';
import { openScheduledReports } from '../scheduled-reports/open-reports.ts';
import { createSetUpFile } from '../set-up-file/set-up-file.ts';
import { createDatabaseCheck } from '../station/database-check/database-check.ts';
import { createDiskWatch, watermarksOf } from '../station/disk-watch.ts';
import type { StationPaths } from '../station/paths.ts';
import type { StationOptions } from '../station/station-options.ts';
import { createStatusReader } from '../station/status.ts';
import { createFrameTimes } from '../training/frame-times/frame-times.ts';
import { openPeople } from '../users/open-people.ts';
import { buildGround } from './ground.ts';
import { buildLineServices } from './line-services.ts';
import { buildLogServices } from './log-services.ts';
import { buildProductServices } from './product-services.ts';

/** Builds the services in the order of their dependencies: each uses only services built before it. */
export function buildServices(options: StationOptions, paths: StationPaths, database: StationDatabase) {
  const ground = buildGround(options, paths, database);
  const { host, version, report, changes, settings, audit, patient, ofLine } = ground;
  const onProducts = buildProductServices(ground);
  const { thresholds, products, datasets, models, modelImport, modelExchange, inference, training } =
    onProducts;
  const onLog = buildLogServices(ground, onProducts);
  const { outputs, entries, logWriter, files, log, exports, statistics } = onLog;
  const ofLanes = buildLineServices(ground, onProducts, onLog);
  const { lanes, recipes, inspection, lineCommands, shifts, shiftRows } = ofLanes;

  const frameTimes = createFrameTimes({
    host,
    version,
    datasets,
    file: paths.frameTimes,
    backboneFile: ground.backbone,
    busy: () => inspection.sessions().length > 0 || training.counts().running > 0,
  });
  const disk = createDiskWatch({
    home: paths.home,
    reserve: paths.reserve,
    changes,
    watermarks: () => watermarksOf(settings.current()),
  });
  const plant = openPlant({
    database,
    host,
    changes,
    settings,
    patient,
    report,
    paths,
    version,
    lineCommands,
    inspection,
    shifts,
    models,
    modelImport,
    products,
    disk,
    log,
    training,
    modelExchange,
    recipes,
    lanes,
  });
  const databaseCheck = createDatabaseCheck(host, paths.database, changes);
  const backups = createBackupService({
    host,
    version,
    patient,
    settings,
    changes,
    home: paths.home,
    runs: createBackupRepository(database),
  });
  const scheduledReports = openScheduledReports(database, {
    statistics,
    products,
    settings,
    patient,
    changes,
    shifts: shiftRows,
    home: paths.home,
  });
  const setUpFile = createSetUpFile({
    settings,
    lanes,
    recipes,
    outputs,
    reports: scheduledReports,
    products: createProductRepository(database),
    together: (run) => database.transaction(run).immediate(),
  });
  const status = createStatusReader({
    version,
    host: host.kind,
    home: paths.home,
    startedAt: Date.now(),
    plantZone: () => (options.plant === undefined ? null : plantZone(settings.current())),
    inference,
    inspection,
    training,
    settings,
    logWriter,
    backups,
    databaseCheck,
    disk,
    scheduledReports,
  });
  const prove = createProof({
    home: paths.home,
    files,
    audit,
    limits: thresholds.get,
    entry: entries.find,
    decisions: entries.decisions,
    graphOf: createModelStore(paths.models).graphOf,
  });
  const sweep = createHomeSweep({
    paths,
    loggedPaths: createLoggedPaths(database),
    notice: options.notice ?? (() => undefined),
    report: (error) => report(error, 'sweep'),
  });
  return {
    ...onProducts,
    ...onLog,
    ...ofLanes,
    ...openPeople({ database, paths, settings: settings.current, note: audit.note }),
    changes,
    settings,
    audit,
    patient: { close: () => [patient, ofLine].forEach((writer) => writer.close()) },
    frameTimes,
    disk,
    plant,
    databaseCheck,
    backups,
    scheduledReports,
    setUpFile,
    status,
    prove,
    sweep,
    diagnosis: createDiagnosisService({ host, version, exports, home: paths.home }),
    folders: createFolderBrowser(() => settings.current()['folders.places']),
  };
}
