import type { User } from '../../shared/domain/role.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { StationStatus } from '../../shared/contract/station.ts';
import type { BackupService } from '../backup/service.ts';
import type { ScheduledReportsService } from '../scheduled-reports/service.ts';
import type { Retention } from '../log/retention/retention.ts';
import type { CameraService } from '../cameras/camera-service.ts';
import type { DatasetService } from '../datasets/service.ts';
import type { ImageCheckService } from '../datasets/check/check-service.ts';
import type { OutputService } from '../line/service.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Recipes } from '../lanes/recipes.ts';
import type { LineCommands } from '../line/line-commands.ts';
import type { PartsOfGroups } from '../log/grouped-part.ts';
import type { DiagnosisService } from '../diagnosis/service.ts';
import type { FolderBrowser } from '../folders/browse.ts';
import type { LogService } from '../log/service.ts';
import type { EvaluationService } from '../evaluation/service.ts';
import type { ExplanationService } from '../explanation/service.ts';
import type { InspectionService } from '../inspection/service.ts';
import type { FolderLook } from '../cameras/watched-folder/look-into-folder.ts';
import type { ModelExchange } from '../models/model-file.ts';
import type { ModelService } from '../models/service.ts';
import type { SetUpFile } from '../set-up-file/set-up-file.ts';
import type { SettingsService } from '../settings/service.ts';
import type { SampleProduct } from '../datasets/sample-product.ts';
import type { PlantService } from '../plant/service.ts';
import type { ProductFiles } from '../product-file/service.ts';
import type { ProductTransfers } from '../product-file/transfers.ts';
import type { ProductService } from '../products/service.ts';
import type { StationChanges } from '../station/changes.ts';
import type { ShiftService } from '../shifts/service.ts';
import type { StatisticsService } from '../statistics/service.ts';
import type { FrameTimes } from '../training/frame-times/frame-times.ts';
import type { TrainingService } from '../training/service.ts';
import type { ReportBug } from '../host/served-station.ts';
import { plantHostHandlers } from './plant-host-handlers.ts';
import { plantTemplateHandlers } from './plant-template-handlers.ts';
import type { PlantHost } from '../plant-host/plant-host.ts';
import type { UpdateUploads } from '../update/uploads.ts';
import { explanationHandlers } from './explanation-handlers.ts';
import { createHeavyCalls } from './heavy-calls.ts';
import { productTransferHandlers } from './product-transfer-handlers.ts';
import { logHandlers } from './log-handlers.ts';
import { datasetHandlers } from './dataset-handlers.ts';
import { backupHandlers } from './backup-handlers.ts';
import { scheduledReportHandlers } from './scheduled-report-handlers.ts';
import { diagnosisHandlers } from './diagnosis-handlers.ts';
import { updateHandlers } from './update-handlers.ts';
import { retentionHandlers } from './retention-handlers.ts';
import { guardedContract } from './middleware.ts';
import { peopleGroups, type PeopleServices } from './people-handlers.ts';
import { statisticsHandlers } from './statistics-handlers.ts';
import { modelHandlers } from './model-handlers.ts';
import { membershipHandlers } from './membership-handlers.ts';
import { outputHandlers } from './output-handlers.ts';
import { settingsHandlers } from './settings-handlers.ts';

/** The services behind the contract. */
export interface Services extends PeopleServices {
  readonly status: (user: User) => Promise<StationStatus>;
  /** The plant that the station hosts; null if it hosts none. */
  readonly plantHost: PlantHost | null;
  readonly updateUploads: UpdateUploads;
  readonly changes: StationChanges;
  readonly products: ProductService;
  readonly duplicateProduct: (id: string, name: string) => Product;
  readonly productFiles: ProductFiles;
  readonly productTransfers: ProductTransfers;
  readonly sample: SampleProduct;
  readonly datasets: DatasetService;
  readonly imageCheck: ImageCheckService;
  readonly training: TrainingService;
  readonly frameTimes: FrameTimes;
  readonly models: ModelService;
  readonly modelExchange: ModelExchange;
  readonly evaluation: EvaluationService;
  readonly inspection: InspectionService;
  readonly lanes: Lanes;
  readonly recipes: Recipes;
  readonly lineCommands: LineCommands;
  readonly cameras: CameraService;
  readonly lookIntoFolder: FolderLook;
  readonly shifts: ShiftService;
  readonly log: LogService;
  readonly groupedParts: PartsOfGroups;
  readonly explanation: ExplanationService;
  readonly statistics: StatisticsService;
  readonly settings: SettingsService;
  readonly backups: BackupService;
  readonly scheduledReports: ScheduledReportsService;
  readonly retention: Retention;
  readonly diagnosis: DiagnosisService;
  readonly folders: FolderBrowser;
  readonly setUpFile: SetUpFile;
  readonly outputs: OutputService;
  readonly plant: PlantService;
}

export interface RouterOptions {
  /** Path of the station's database, for messages. */
  readonly database: string;
  readonly report: ReportBug;
}

export type StationRouter = ReturnType<typeof createRouter>;

/** Implements the contract with the services. Middleware checks permissions and converts failures. */
export function createRouter(services: Services, { database, report }: RouterOptions) {
  const { products, sample, datasets, training, frameTimes } = services;
  const { inspection, shifts, log, statistics } = services;
  const { explanation, settings, outputs, lanes, recipes, lineCommands, cameras } = services;
  const os = guardedContract(database, report);
  const heavy = createHeavyCalls();

  return os.router({
    station: {
      status: os.station.status.handler(({ context }) => services.status(context.user)),
      changes: os.station.changes.handler(({ signal }) => services.changes.subscribe(signal)),
    },
    products: {
      list: os.products.list.handler(() => products.list()),
      archived: os.products.archived.handler(() => products.listArchived()),
      get: os.products.get.handler(({ input }) => products.get(input.id)),
      create: os.products.create.handler(({ input }) => products.create(input.name)),
      duplicate: os.products.duplicate.handler(({ input }) =>
        services.duplicateProduct(input.id, input.name),
      ),
      rename: os.products.rename.handler(({ input }) => products.rename(input.id, input.name)),
      exportFile: os.products.exportFile.handler(({ input }) => {
        services.audit.note({ code: 'product.exported', subject: input.id, after: { file: input.file } });
        return services.productFiles.exportTo(input.id, input.file);
      }),
      importFile: os.products.importFile.handler(({ input, context }) =>
        services.productFiles.importFrom(input.file, input.as, context.user),
      ),
      archive: os.products.archive.handler(({ input }) =>
        inspection.unlessInspected(input.id, () => products.archive(input.id)),
      ),
      restore: os.products.restore.handler(({ input }) => products.restore(input.id)),
      setArea: os.products.setArea.handler(({ input }) => products.setArea(input.id, input.area)),
      setCauses: os.products.setCauses.handler(({ input }) => products.setCauses(input.id, input.causes)),
      setLine: os.products.setLine.handler(({ input }) => products.setLine(input.id, input.line)),
      setEscapeCost: os.products.setEscapeCost.handler(({ input }) =>
        products.setEscapeCost(input.id, input.escapeCost),
      ),
      setSmallestDefect: os.products.setSmallestDefect.handler(({ input }) =>
        products.setSmallestDefect(input.id, input.smallestDefect),
      ),
      setThresholds: os.products.setThresholds.handler(({ input, context }) => {
        const record = products.setThresholds(input.id, input.thresholds, context.user);
        if (input.by === 'line') inspection.noteLimits(record);
        return record;
      }),
      createSample: os.products.createSample.handler(({ input, context, signal }) =>
        sample.create(context.user, input?.name, signal),
      ),
    },
    productTransfers: productTransferHandlers(os, services.productTransfers, services.audit),
    datasets: datasetHandlers(os, datasets),
    imageCheck: {
      run: os.imageCheck.run.handler(({ input, signal }) => services.imageCheck.run(input.productId, signal)),
      keep: os.imageCheck.keep.handler(({ input, context }) =>
        services.imageCheck.keep(input.productId, input.findings, input.kept, context.user),
      ),
    },
    training: {
      trainers: os.training.trainers.handler(() => training.trainers.list()),
      presets: os.training.presets.handler(() => training.presets()),
      speed: os.training.speed.handler(({ input, signal }) => frameTimes.find(input.productId, signal)),
      partSpread: os.training.partSpread.handler(({ input }) => training.partSpread(input.productId)),
      start: os.training.start.handler(({ input, context }) => training.start(input, context.user)),
      cancel: os.training.cancel.handler(({ input }) => training.cancel(input.jobId)),
      list: os.training.list.handler(({ input }) => training.list(input.productId)),
      watch: os.training.watch.handler(({ input, signal }) => training.watch(input.jobId, signal)),
    },
    models: modelHandlers(os, services),
    cameras: {
      list: os.cameras.list.handler(() => cameras.list()),
      preview: os.cameras.preview.handler(({ input, signal }) => cameras.preview(input.camera, signal)),
      snapshot: os.cameras.snapshot.handler(({ input, context, signal }) =>
        cameras.snapshot(input, context.user, signal),
      ),
      setPassword: os.cameras.setPassword.handler(({ input }) => {
        services.audit.note({
          code: 'camera.password-set',
          subject: `${input.user}@${new URL(input.address).host}`,
        });
        return cameras.setPassword(input);
      }),
      hasPassword: os.cameras.hasPassword.handler(({ input }) => cameras.hasPassword(input)),
    },
    inspection: {
      start: os.inspection.start.handler(({ input, context }) => inspection.start(input, context.user)),
      startLane: os.inspection.startLane.handler(({ input, context }) =>
        lineCommands.start(input.lane, context.user),
      ),
      changeover: os.inspection.changeover.handler(({ input, context }) =>
        inspection.changeover(input.sessionId, input.productId, context.user),
      ),
      stop: os.inspection.stop.handler(({ input }) => inspection.stop(input.sessionId)),
      caughtUp: os.inspection.caughtUp.handler(({ input }) => inspection.caughtUp(input.sessionId)),
      trigger: os.inspection.trigger.handler(({ input }) => inspection.ask(input.lane, input.serial).outcome),
      push: os.inspection.push.handler(async ({ input: { lane, serial, picture } }) => {
        const { outcome } = await inspection.push({ lane, serial, picture: await picture.bytes() });
        return outcome;
      }),
      nameNext: os.inspection.nameNext.handler(({ input }) => inspection.nameNext(input.lane, input.serial)),
      pause: os.inspection.pause.handler(({ input, context }) =>
        inspection.pause(input.sessionId, input.paused, input.reason, context.user),
      ),
      alarms: os.inspection.alarms.handler(() => [...inspection.alarms()]),
      acknowledge: os.inspection.acknowledge.handler(({ input, context }) =>
        inspection.acknowledge(input.alarmId, context.user),
      ),
      current: os.inspection.current.handler(({ input }) => inspection.current(input?.lane)),
      sessions: os.inspection.sessions.handler(() => inspection.sessions()),
      folder: os.inspection.folder.handler(({ input }) =>
        services.lookIntoFolder(input.folder, input.subfolders),
      ),
    },
    lanes: {
      list: os.lanes.list.handler(() => [...lanes.list()]),
      add: os.lanes.add.handler(({ input, context }) => lanes.add(input, context.user)),
      change: os.lanes.change.handler(({ input: { number, expected, lane }, context }) =>
        lanes.change({ ...lane, number }, expected, context.user),
      ),
      remove: os.lanes.remove.handler(({ input, context }) =>
        inspection.unlessRunning(input.number, () =>
          lanes.remove(input.number, input.expected, context.user),
        ),
      ),
    },
    recipes: {
      list: os.recipes.list.handler(() => [...recipes.list()]),
      add: os.recipes.add.handler(({ input, context }) => recipes.add(input, context.user)),
      change: os.recipes.change.handler(({ input: { number, expected, recipe }, context }) =>
        recipes.change({ ...recipe, number }, expected, context.user),
      ),
      remove: os.recipes.remove.handler(({ input, context }) =>
        recipes.remove(input.number, input.expected, context.user),
      ),
      current: os.recipes.current.handler(() => lineCommands.recipe()),
      select: os.recipes.select.handler(({ input, context }) =>
        lineCommands.selectRecipe(input, context.user),
      ),
    },
    shifts: {
      current: os.shifts.current.handler(() => shifts.current()),
      list: os.shifts.list.handler(({ input }) => shifts.list(input.limit)),
      start: os.shifts.start.handler(({ input, context }) => shifts.start(input.operator, context.user)),
      end: os.shifts.end.handler(({ input, context }) => shifts.end(input.shiftId, context.user)),
      summary: os.shifts.summary.handler(({ input }) => shifts.summary(input.shiftId)),
      clearance: os.shifts.clearance.handler(({ input }) => shifts.clearance(input.productId)),
      check: os.shifts.check.handler(({ input, context, signal }) =>
        shifts.check(input.productId, context.user, signal),
      ),
      override: os.shifts.override.handler(({ input, context }) =>
        shifts.override(input.checkId, input.reason, context.user),
      ),
      knownParts: os.shifts.knownParts.handler(({ input }) => shifts.knownParts(input.productId)),
      setKnownParts: os.shifts.setKnownParts.handler(({ input }) =>
        shifts.setKnownParts(input.productId, input.imageIds),
      ),
    },
    log: logHandlers(os, log, services.groupedParts, heavy),
    ...peopleGroups(os, services, heavy),
    settings: settingsHandlers(os, settings, services.setUpFile),
    backup: backupHandlers(os, services.backups),
    scheduledReports: scheduledReportHandlers(os, services.scheduledReports),
    updates: updateHandlers(os, { database, uploads: services.updateUploads }, services.audit),
    retention: retentionHandlers(os, services),
    folders: { look: os.folders.look.handler(({ input }) => services.folders.look(input.path)) },
    diagnosis: diagnosisHandlers(os, services.diagnosis, services.audit),
    outputs: outputHandlers(os, outputs),
    membership: membershipHandlers(os, services.plant),
    explanation: explanationHandlers(os, explanation, heavy),
    plantHost: plantHostHandlers(os, services.plantHost, services.audit),
    plantTemplates: plantTemplateHandlers(os, services.plant.templates, services.audit),
    statistics: statisticsHandlers(os, statistics, services.audit, heavy),
  });
}
