import { mkdirSync } from 'node:fs';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host } from '../../src/main/host/host.ts';
import { createLogFiles } from '../../src/main/log/files.ts';
import { createLogQueries } from '../../src/main/log/query-repository.ts';
import { createLogRepository } from '../../src/main/log/repository.ts';
import { createLogService } from '../../src/main/log/service.ts';
import { createAssignmentsRepository } from '../../src/main/plant/assignments-repository.ts';
import { createAssignments } from '../../src/main/plant/assignments.ts';
import { createMembershipsRepository } from '../../src/main/plant/memberships-repository.ts';
import { createPlantService } from '../../src/main/plant/service.ts';
import { createStandingRepository } from '../../src/main/plant/standing-repository.ts';
import { writeToken } from '../../src/main/plant/token.ts';
import { createSettingsRepository } from '../../src/main/settings/repository.ts';
import { createSettingsService } from '../../src/main/settings/service.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { JudgedPart } from '../../src/shared/contract/part-result.ts';
import type { SomeSettings } from '../../src/shared/domain/station-settings.ts';
import type { Membership } from '../../src/shared/plant/membership.ts';
import { addSession } from './add-session.ts';
import { openDataServices } from './data-services.ts';
import { partResult } from './part-result.ts';
import { testFrame } from './test-frame.ts';

const nothing = (): undefined => undefined;
const noOrder = (): never => {
  throw new Error('Nothing is trained here');
};
const noModel = (): Promise<never> => Promise.reject(new Error('There is no model here'));

/** Time of the first part, ms since 1970. */
const start = Date.UTC(2026, 10, 23, 12);

/**
 * Opens a station in a plant, without a line: tests put parts into its log as a line does.
 *
 * @param host where the process for the plant runs
 */
export async function openPlantStation(home: string, host: Pick<Host, 'forkWorker'> = headlessHost()) {
  mkdirSync(home, { recursive: true });
  const services = openDataServices(home);
  const { database, changes, models, paths } = services;
  const settings = createSettingsService({ settings: createSettingsRepository(database), changes });
  const repository = createLogRepository(database);
  const files = createLogFiles(paths.home);
  const rows = createMembershipsRepository(database);
  const log = createLogService({
    ...services,
    repository,
    files,
    queries: createLogQueries(database),
    inference: { runModel: noModel },
  });
  const bugs: unknown[] = [];
  const plant = createPlantService({
    host,
    rows,
    changes,
    settings,
    paths,
    log,
    standing: createStandingRepository(database),
    patient: { write: (run) => run() },
    report: (error) => void bugs.push(error),
    assignments: createAssignments({
      products: services.products,
      models,
      jobsFolder: paths.jobs,
      rows: createAssignmentsRepository(database),
      modelImport: { look: noModel, take: noModel },
      shifts: { tryModel: noModel },
    }),
    templates: {
      products: services.products,
      changes,
      together: (work) => work(),
      recipes: { list: () => [], add: noOrder },
      lanes: { list: () => [] },
    },
    trainings: {
      training: {
        counts: () => ({ gpu: null }),
        forOther: noModel,
        orderOf: noOrder,
        trainers: { hear: nothing, forget: nothing },
        elsewhere: { unended: () => [], sent: nothing, advance: nothing, end: nothing },
      },
      modelExchange: { look: noModel, take: noModel },
      jobsFolder: paths.jobs,
    },
    told: {
      version: '0.0.0',
      name: () => settings.current()['station.name'],
      lanes: () => [],
      sessions: () => [],
      alarms: () => [],
      shift: () => null,
      graphOf: (modelId) => models.find(modelId)?.graphSha256 ?? null,
      freeBytes: () => Promise.resolve(1e9),
    },
  });
  const sessionId = await addSession({ folder: home, ...services });
  const session = database.prepare('SELECT product_id, model_id FROM sessions').raw().get();
  const [productId, modelId] = Array.isArray(session) ? session.map(String) : [];
  const limits = Number(database.prepare('SELECT max(id) FROM thresholds').pluck().get());

  /** Makes a part of this station. @param partNumber in the station's count */
  function part(partNumber: number, change: Partial<JudgedPart> = {}): JudgedPart {
    const seen = { sessionId, partNumber, frameNumber: partNumber, capturedAt: start + partNumber };
    const thresholds = { ...partResult({}).thresholds, id: limits };
    const of = { productId: productId ?? '', modelId: modelId ?? '' };
    return partResult({ ...seen, ...of, thresholds, score: partNumber / 8, ...change });
  }

  return {
    ...services,
    settings,
    log,
    plant,
    bugs,
    rows,
    part,
    addGood: (partNumber: number, change: Partial<JudgedPart> = {}): void =>
      repository.addGood(part(partNumber, change)),
    /** Logs a defect with its picture. @returns id of the entry */
    async addDefect(partNumber: number): Promise<number> {
      const map = { map: Float32Array.from([1]), width: 1, height: 1 };
      const { files: written } = await files.write(testFrame(partNumber), map, start);
      return repository.addEntry(part(partNumber, { verdict: 'defect' }), written);
    },
    join: (membership: Membership, wholeLog = false) =>
      plant.join(writeToken(membership), wholeLog, singleUser),
    set: (values: SomeSettings) => void settings.set(values, settings.state().version, singleUser),
    async end(): Promise<void> {
      await plant.close();
      services.close();
    },
  };
}
