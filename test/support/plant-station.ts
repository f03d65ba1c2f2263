import { mkdirSync } from 'node:fs';
import { createLogRepository } from '../../src/main/log/repository.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host } from '../../src/main/host/host.ts';
import { createMembershipsRepository } from '../../src/main/plant/memberships-repository.ts';
import { createPlantService } from '../../src/main/plant/service.ts';
import { createStandingRepository } from '../../src/main/plant/standing-repository.ts';
import { createSettingsRepository } from '../../src/main/settings/repository.ts';
import { createSettingsService } from '../../src/main/settings/service.ts';
import type { Membership } from '../../src/shared/plant/membership.ts';
import { writeToken } from '../../src/main/plant/token.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { JudgedPart } from '../../src/shared/contract/part-result.ts';
import type { SomeSettings } from '../../src/shared/domain/station-settings.ts';
import { addSession } from './add-session.ts';
import { openDataServices } from './data-services.ts';
import { partResult } from './part-result.ts';

/**
 * A station in a plant, but for its line: parts are put into its log as a line would do.
 *
 * @param host where the process that talks to the plant runs
 */
export async function openPlantStation(home: string, host: Pick<Host, 'forkWorker'> = headlessHost()) {
  mkdirSync(home, { recursive: true });
  const services = openDataServices(home);
  const { database, changes, models, paths } = services;
  const settings = createSettingsService({ settings: createSettingsRepository(database), changes });
  const entries = createLogRepository(database);
  const rows = createMembershipsRepository(database);
  const bugs: unknown[] = [];
  const plant = createPlantService({
    ...{ host, rows, changes, settings, paths },
    standing: createStandingRepository(database),
    patient: { write: (run) => run() },
    report: (error) => void bugs.push(error),
    told: {
      ...{ version: '0.0.0', name: () => settings.current()['station.name'] },
      ...{ lanes: () => [], sessions: () => [], alarm: () => null, shift: () => null },
      ...{ graphOf: (modelId) => models.find(modelId)?.graphSha256 ?? null },
      freeBytes: () => Promise.resolve(1e9),
    },
  });
  const sessionId = await addSession({ folder: home, ...services });
  const limits = database.prepare('SELECT max(id) FROM thresholds').pluck().get();
  const thresholds = { ...partResult({}).thresholds, id: Number(limits) };

  return {
    ...{ ...services, settings, entries, plant, bugs, rows, sessionId, thresholds },
    /** A good part. @param partNumber as the station counts them */
    addPart(partNumber: number, change: Partial<JudgedPart> = {}): void {
      const seen = {
        sessionId,
        partNumber,
        frameNumber: partNumber,
        capturedAt: 1_700_000_000_000 + partNumber,
      };
      entries.addGood(partResult({ ...seen, thresholds, score: partNumber / 8, ...change }));
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
