import { join } from 'node:path';
import { isView } from '../shared/domain/view-of-part.ts';
import { languageOfReports } from '../shared/domain/station-settings.ts';
import { shownMessages } from '../shared/contract/outputs.ts';
import { openAudit } from './audit/open-audit.ts';
import { createCameraPasswords } from './cameras/camera-passwords.ts';
import { createCameraService } from './cameras/camera-service.ts';
import { openSource } from './cameras/registry.ts';
import { createInspectedFiles } from './cameras/watched-folder/inspected-files-repository.ts';
import { createFolderLook } from './cameras/watched-folder/look-into-folder.ts';
import { mayWorkLater } from './database/database-busy.ts';
import { createPatientWriter, onceWritable } from './database/patient-writer.ts';
import { createBackupRepository } from './backup/repository.ts';
import { createBackupService } from './backup/service.ts';
import { settingCheck } from './backup/setting-check.ts';
import type { StationDatabase } from './database/open-database.ts';
import { createCheckRepository } from './datasets/check/check-repository.ts';
import { createImageCheck } from './datasets/check/check-service.ts';
import { createImageStore } from './datasets/image-store.ts';
import { createDatasetRepository } from './datasets/repository.ts';
import { createDatasetService } from './datasets/service.ts';
import { createDiagnosisService } from './diagnosis/service.ts';
import { createEvaluationRepository } from './evaluation/repository.ts';
import { createEvaluationService } from './evaluation/service.ts';
import { openExplanation } from './explanation/open-explanation.ts';
import { createFolderBrowser } from './folders/browse.ts';
import { backboneFile } from './host/program-folder.ts';
import { createThumbnails } from './images/thumbnails.ts';
import { createInferenceService } from './inference/service.ts';
import { createAlarmRepository } from './inspection/alarm-repository.ts';
import { createAlarms } from './inspection/alarms.ts';
import { createLimitsOriginRepository } from './inspection/limits-origin-repository.ts';
import { createNoticeRepository } from './inspection/notice-repository.ts';
import { createLineCommands } from './inspection/line-commands.ts';
import { createPartNumberRepository } from './inspection/part-number-repository.ts';
import { createPartNumbers } from './inspection/part-numbers.ts';
import { createPauseRepository } from './inspection/pause-repository.ts';
import {
  patientLimitsOrigins,
  patientNotices,
  patientPauses,
  patientSessions,
} from './inspection/patient-rows.ts';
import { recoverGroupedParts } from './inspection/recover-grouped-parts.ts';
import { createInspectionService } from './inspection/service.ts';
import { createSessionRepository } from './inspection/session-repository.ts';
import { reasonOfHalt } from './inspection/halt.ts';
import { createLanes } from './lanes/lanes.ts';
import { createRecipes } from './lanes/recipes.ts';
import { createOutboxRepository } from './line/outbox-repository.ts';
import { createOutputsRepository } from './line/outputs-repository.ts';
import { createOutputService } from './line/service.ts';
import { createGoodKeeper } from './log/good-keeper.ts';
import { createJournal } from './log/journal.ts';
import { createLogWriter } from './log/log-writer.ts';
import { createLogFiles } from './log/files.ts';
import { createHomeSweep } from './log/home-sweep.ts';
import { createLoggedPaths } from './log/sweep-repository.ts';
import { createOpenPartsRepository } from './log/open-parts-repository.ts';
import { createPartsRepository } from './log/parts-repository.ts';
import { createRetention } from './log/retention/retention.ts';
import { createRetentionRepository } from './log/retention/retention-repository.ts';
import { createLogQueries } from './log/query-repository.ts';
import { createInspectionRecorder } from './log/recorder.ts';
import { createLogRepository } from './log/repository.ts';
import { createLogService } from './log/service.ts';
import { createModelRepository } from './models/repository.ts';
import { createModelService } from './models/service.ts';
import { createModelStore } from './models/store.ts';
import { openPlant } from './plant/open-plant.ts';
import { plantZone } from './plant-host/plant-zone.ts';
import { openExchange } from './product-file/open-exchange.ts';
import { createDuplication } from './products/duplicate.ts';
import { createProductRepository } from './products/repository.ts';
import { createSampleProduct } from './datasets/sample-product.ts';
import { createProductService } from './products/service.ts';
import { createThresholdsRepository } from './products/thresholds-repository.ts';
import { createThresholdsHistory } from './products/thresholds.ts';
import { createLineClearance } from './shifts/clearance.ts';
import { createKnownPartsRepository } from './shifts/known-parts-repository.ts';
import { createProof } from './proof/prove.ts';
import { createShiftRepository } from './shifts/repository.ts';
import { createShiftService } from './shifts/service.ts';
import { createShiftReader } from './shifts/summary-repository.ts';
import { createStationChanges } from './station/changes.ts';
import type { StationPaths } from './station/paths.ts';
import type { StationOptions } from './station/station-options.ts';
import { createDiskWatch, watermarksOf } from './station/disk-watch.ts';
import { createDatabaseCheck } from './station/database-check/database-check.ts';
import { createStatusReader } from './station/status.ts';
import { openScheduledReports } from './scheduled-reports/open-reports.ts';
import { createSetUpFile } from './set-up-file/set-up-file.ts';
import { createSettingsRepository } from './settings/repository.ts';
import { createSettingsService } from './settings/service.ts';
import { createExportFolder } from './statistics/export-folder.ts';
import { createReaderProcess } from './statistics/reader/reader-process.ts';
import { createStatisticsService } from './statistics/service.ts';
import { createTakeOver } from './training/decide-take-over.ts';
import { createFrameTimes } from './training/frame-times/frame-times.ts';
import { createJobRepository } from './training/job-repository.ts';
import { createTrainingService } from './training/service.ts';
import { openPeople } from './users/open-people.ts';

/** Builds the services in the order of their dependencies: each uses only services built before it. */
export function buildServices(options: StationOptions, paths: StationPaths, database: StationDatabase) {
  const { host, version, resources, report, sampleCounts } = options;
  const backbone = backboneFile(resources);
  const changes = createStationChanges();
  const settings = createSettingsService({
    ...{ settings: createSettingsRepository(database), changes, check: settingCheck(paths.home) },
  });
  const thumbnails = createThumbnails(paths.thumbnails);

  const thresholds = createThresholdsHistory(createThresholdsRepository(database));
  const products = createProductService({ products: createProductRepository(database), thresholds, changes });
  const duplicateProduct = createDuplication(products, (work) => database.transaction(work).immediate());
  const images = createDatasetRepository(database);
  const store = createImageStore(paths.images);
  const datasets = createDatasetService({ images, store, thumbnails, products, changes });
  const checks = createCheckRepository(database);
  const imageCheck = createImageCheck({
    ...{ host, images, store, products, changes, checks },
    backboneFile: backbone,
  });
  const sample = createSampleProduct({
    ...{ products, datasets, folder: paths.sample },
    ...(sampleCounts ? { counts: sampleCounts } : {}),
  });

  const models = createModelService({
    ...{ database, thresholds, changes, settings },
    models: createModelRepository(database),
    store: createModelStore(paths.models),
  });
  const inference = createInferenceService({ host, models, tuningFile: paths.tuning, changes });
  const { modelImport, productFiles, modelExchange, productTransfers } = openExchange({
    ...{ database, products, datasets, models, inference, thresholds, version, jobsFolder: paths.jobs },
  });
  const evaluation = createEvaluationService({
    ...{ models, products, datasets, inference, changes, settings, version },
    evaluations: createEvaluationRepository(database),
  });
  const patient = createPatientWriter((error) => report(error, 'line'));
  /** Writes for the line, which goes on while the disk is full. */
  const ofLine = createPatientWriter((error) => report(error, 'line'), mayWorkLater);
  const training = createTrainingService({
    ...{ host, changes, patient, products, datasets, models, report },
    jobs: createJobRepository(database),
    takeOver: createTakeOver({ products, datasets, models, evaluation }),
    jobsFolder: paths.jobs,
    networks: {
      teachersFolder: options.teachers ?? join(resources, 'teachers'),
      backboneFile: backbone,
    },
    databaseFile: paths.database,
  });

  const audit = openAudit(database, paths, (error) => report(error, 'audit'));
  const outputs = createOutputService({
    ...{ settings, changes, audit, report, host, home: paths.home },
    outputs: createOutputsRepository(database),
    outbox: createOutboxRepository(database, shownMessages),
  });
  const entries = createLogRepository(database, (part, entryId) => {
    // A view's result is sent as a part of its group's result, not alone.
    if (!isView(part)) outputs.keep(part, entryId);
  });
  const groupedParts = createPartsRepository(database, ({ part, views }) => {
    const entryId = views.find((view) => view.verdict === part.verdict && view.entryId !== null)?.entryId;
    outputs.keep(part, entryId ?? null, views);
  });
  const logWriter = createLogWriter({
    repository: entries,
    journal: createJournal(paths.journal),
    onWritten: ({ productId }) => changes.publish({ kind: 'log', productId }),
    onState: () => changes.publish({ kind: 'status' }),
  });
  const files = createLogFiles(paths.home, () => settings.current()['log.pictures']);
  const log = createLogService({
    ...{ files, thumbnails, thresholds, datasets, models, inference, changes },
    repository: entries,
    queries: createLogQueries(database),
  });
  const retention = createRetention({
    repository: createRetentionRepository(database),
    remove: files.removePath,
    busy: () => files.writing() || logWriter.state().waiting > 0,
    changes,
  });
  const explanation = openExplanation(database, host, { log, models });
  const exports = createExportFolder(paths.exports);
  const diagnosis = createDiagnosisService({ ...{ host, version, exports }, home: paths.home });
  const statistics = createStatisticsService({
    log,
    reader: createReaderProcess({ host, version, home: paths.home }),
    exports,
  });

  const lanes = createLanes(database, changes);
  const recipes = createRecipes({ database, changes, lanes, products: createProductRepository(database) });
  const shiftRows = createShiftRepository(database);
  const knownParts = createKnownPartsRepository(database);
  const clearance = createLineClearance(shiftRows, knownParts);
  const inspectedFiles = createInspectedFiles(database);
  const cameraPasswords = createCameraPasswords(paths.cameraPasswords);
  const sourceParts = { memoryOf: inspectedFiles.of, passwordOf: cameraPasswords.passwordOf };
  const partNumbers = createPartNumberRepository(database);
  const inspection = createInspectionService({
    ...{ clearance, products, models, inference, thresholds, changes, lanes },
    keepGrouped: (grouped) => ofLine.write(() => groupedParts.add(grouped)),
    recoverGrouped: recoverGroupedParts({
      ...{ lanes, numbers: partNumbers, patient: ofLine, add: groupedParts.add },
      rows: createOpenPartsRepository(database),
    }),
    numbers: createPartNumbers(partNumbers, ofLine),
    openSource: (source, again) => openSource(source, { ...sourceParts, again }),
    keepAwake: host.keepAwake,
    sessions: patientSessions(createSessionRepository(database), ofLine),
    pauses: patientPauses(createPauseRepository(database), ofLine),
    notices: patientNotices(createNoticeRepository(database), ofLine),
    limitsOrigins: patientLimitsOrigins(createLimitsOriginRepository(database), ofLine),
    haltsUnlogged: () => settings.current()['inspection.unlogged'] === 'halt',
    haltReason: () => reasonOfHalt(languageOfReports(settings.current(), 'en')),
    leavesUnlike: () => settings.current()['inspection.unlikePictures'] === 'leave',
    onceWritable: onceWritable(database, ofLine),
    alarms: createAlarms(createAlarmRepository(database), changes, ofLine.write),
    silenceSeconds: () => settings.current()['line.silence'],
    record: createInspectionRecorder({
      ...{ writer: logWriter, files, changes, databaseFile: paths.database },
      keepsGood: createGoodKeeper(products.keptGood),
      notLogged: (part) => isView(part) || outputs.keep(part, 'not-logged'),
      notFlushed: (error) => report(error, 'log'),
    }).record,
  });
  const lineCommands = createLineCommands({ lanes, recipes, inspection, products });
  models.followActivations(inspection.followActiveModel);
  const cameras = createCameraService({
    ...{ datasets, passwords: cameraPasswords },
    openCamera: (camera) => openSource(camera, { ...sourceParts, again: false }),
    inspected: () => inspection.sessions().map(({ source }) => source),
  });
  const shifts = createShiftService({
    ...{ knownParts, clearance, products, models, datasets, inspection, inference, changes },
    shifts: shiftRows,
    readShift: createShiftReader(database),
  });

  const frameTimes = createFrameTimes({
    ...{ host, version, datasets, file: paths.frameTimes, backboneFile: backbone },
    busy: () => inspection.sessions().length > 0 || training.counts().running > 0,
  });
  const disk = createDiskWatch({
    ...{ home: paths.home, reserve: paths.reserve, changes },
    watermarks: () => watermarksOf(settings.current()),
  });
  const plant = openPlant({
    ...{ database, host, changes, settings, patient, report, paths, version },
    ...{ lineCommands, inspection, shifts, models, modelImport, products, disk, log },
    ...{ training, modelExchange, recipes, lanes },
  });
  const databaseCheck = createDatabaseCheck(host, paths.database, changes);
  const backups = createBackupService({
    ...{ host, version, patient, settings, changes, home: paths.home },
    runs: createBackupRepository(database),
  });
  const scheduledReports = openScheduledReports(database, {
    ...{ statistics, products, settings, patient, changes, shifts: shiftRows, home: paths.home },
  });
  const setUpFile = createSetUpFile({
    ...{ settings, lanes, recipes, outputs, reports: scheduledReports },
    products: createProductRepository(database),
    together: (run) => database.transaction(run).immediate(),
  });
  const status = createStatusReader({
    ...{ version, host: host.kind, home: paths.home, startedAt: Date.now() },
    plantZone: () => (options.plant === undefined ? null : plantZone(settings.current())),
    ...{ inference, inspection, training, settings, logWriter, backups, databaseCheck, disk },
    scheduledReports,
  });
  const people = openPeople({ database, paths, settings: settings.current, note: audit.note });
  const prove = createProof({
    ...{ home: paths.home, files, audit, limits: thresholds.get },
    ...{ entry: entries.find, decisions: entries.decisions, graphOf: createModelStore(paths.models).graphOf },
  });
  const sweep = createHomeSweep({
    ...{ paths, loggedPaths: createLoggedPaths(database), notice: options.notice ?? (() => undefined) },
    report: (error) => report(error, 'sweep'),
  });
  return {
    ...{ status, changes, sweep, audit, prove, backups, products, sample, datasets, imageCheck },
    ...people,
    ...{ duplicateProduct, productFiles, productTransfers, training, frameTimes, models, modelExchange },
    ...{ inference, evaluation, inspection, shifts, log, explanation, statistics, settings, outputs },
    patient: { close: () => [patient, ofLine].forEach((writer) => writer.close()) },
    ...{ databaseCheck, disk, retention, logWriter, lanes, recipes, lineCommands },
    ...{ cameras, groupedParts, setUpFile, diagnosis, plant, scheduledReports },
    lookIntoFolder: createFolderLook(inspectedFiles),
    folders: createFolderBrowser(() => settings.current()['folders.places']),
  };
}
