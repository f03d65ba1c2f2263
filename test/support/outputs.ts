import { createAuditRepository } from '../../src/main/audit/repository.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { createOutputService } from '../../src/main/line/service.ts';
import { createOutboxRepository } from '../../src/main/line/outbox-repository.ts';
import { createOutputsRepository } from '../../src/main/line/outputs-repository.ts';
import { createLogFiles } from '../../src/main/log/files.ts';
import { createInspectionRecorder } from '../../src/main/log/recorder.ts';
import { createLogRepository } from '../../src/main/log/repository.ts';
import { createSettingsRepository } from '../../src/main/settings/repository.ts';
import { createSettingsService } from '../../src/main/settings/service.ts';
import { shownMessages } from '../../src/shared/contract/outputs.ts';
import type { TestServices } from './services.ts';
import { openLogWriter } from './log-writer.ts';

/**
 * Opens the outputs over real services, with the writer of the log that they follow.
 *
 * @param mostWaiting most messages that may wait for one output
 */
export function openOutputs(
  { database, changes, paths }: Pick<TestServices, 'database' | 'changes' | 'paths'>,
  mostWaiting = 1000,
) {
  const outbox = createOutboxRepository(database, shownMessages);
  const faults: unknown[] = [];
  const outputs = createOutputService({
    outbox,
    changes,
    mostWaiting,
    home: paths.home,
    timeZone: 'Asia/Tokyo',
    outputs: createOutputsRepository(database),
    settings: createSettingsService({ settings: createSettingsRepository(database), changes }),
    audit: { note: createAuditRepository(database).append },
    host: headlessHost(),
    report: (error) => void faults.push(error),
  });
  const recorder = createInspectionRecorder({
    changes,
    files: createLogFiles(paths.home),
    writer: openLogWriter(createLogRepository(database, outputs.keep), paths.home),
    notLogged: (part) => outputs.keep(part, 'not-logged'),
  });
  return { outputs, outbox, recorder, faults };
}
