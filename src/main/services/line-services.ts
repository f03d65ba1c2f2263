import { languageOfReports } from '../../shared/domain/station-settings.ts';
import { isView } from '../../shared/domain/view-of-part.ts';
import { createCameraPasswords } from '../cameras/camera-passwords.ts';
import { createCameraService } from '../cameras/camera-service.ts';
import { openSource } from '../cameras/registry.ts';
import { createInspectedFiles } from '../cameras/watched-folder/inspected-files-repository.ts';
import { createFolderLook } from '../cameras/watched-folder/look-into-folder.ts';
import { onceWritable } from '../database/patient-writer.ts';
import { createAlarmRepository } from '../inspection/alarm-repository.ts';
import { createAlarms } from '../inspection/alarms.ts';
import { reasonOfHalt } from '../inspection/halt.ts';
import { createLimitsOriginRepository } from '../inspection/limits-origin-repository.ts';
import { createLineCommands } from '../inspection/line-commands.ts';
import { createNoticeRepository } from '../inspection/notice-repository.ts';
import { createPartNumberRepository } from '../inspection/part-number-repository.ts';
import { createPartNumbers } from '../inspection/part-numbers.ts';
import {
  patientLimitsOrigins,
  patientNotices,
  patientPauses,
  patientSessions,
} from '../inspection/patient-rows.ts';
import { createPauseRepository } from '../inspection/pause-repository.ts';
import { recoverGroupedParts } from '../inspection/recover-grouped-parts.ts';
import { createInspectionService } from '../inspection/service.ts';
import { createSessionRepository } from '../inspection/session-repository.ts';
import { createLanes } from '../lanes/lanes.ts';
import { createRecipes } from '../lanes/recipes.ts';
import { createGoodKeeper } from '../log/good-keeper.ts';
import { createOpenPartsRepository } from '../log/open-parts-repository.ts';
import { createInspectionRecorder } from '../log/recorder.ts';
import { createProductRepository } from '../products/repository.ts';
import { createLineClearance } from '../shifts/clearance.ts';
import { createKnownPartsRepository } from '../shifts/known-parts-repository.ts';
import { createShiftRepository } from '../shifts/repository.ts';
import { createShiftService } from '../shifts/service.ts';
import { createShiftReader } from '../shifts/summary-repository.ts';
import type { Ground } from './ground.ts';
import type { LogServices } from './log-services.ts';
import type { ProductServices } from './product-services.ts';

/** Builds the line: lanes and recipes, the inspection of their sources, shifts, and the commands that outputs may give. */
export function buildLineServices(ground: Ground, onProducts: ProductServices, onLog: LogServices) {
  const { paths, database, host, report, changes, settings, ofLine } = ground;
  const { products, models, inference, thresholds, datasets } = onProducts;
  const { groupedParts, logWriter, files, outputs } = onLog;
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
    clearance,
    products,
    models,
    inference,
    thresholds,
    changes,
    lanes,
    keepGrouped: (grouped) => ofLine.write(() => groupedParts.add(grouped)),
    recoverGrouped: recoverGroupedParts({
      lanes,
      numbers: partNumbers,
      patient: ofLine,
      add: groupedParts.add,
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
      writer: logWriter,
      files,
      changes,
      databaseFile: paths.database,
      keepsGood: createGoodKeeper(products.keptGood),
      notLogged: (part) => isView(part) || outputs.keep(part, 'not-logged'),
      notFlushed: (error) => report(error, 'log'),
    }).record,
  });
  models.followActivations(inspection.followActiveModel);
  return {
    lanes,
    recipes,
    inspection,
    lineCommands: createLineCommands({ recipes, inspection, products }),
    cameras: createCameraService({
      datasets,
      passwords: cameraPasswords,
      openCamera: (camera) => openSource(camera, { ...sourceParts, again: false }),
      inspected: () => inspection.sessions().map(({ source }) => source),
    }),
    shiftRows,
    shifts: createShiftService({
      knownParts,
      clearance,
      products,
      models,
      datasets,
      inspection,
      inference,
      changes,
      shifts: shiftRows,
      readShift: createShiftReader(database),
    }),
    lookIntoFolder: createFolderLook(inspectedFiles),
  };
}
