import { partMessage } from '../../src/main/line/message.ts';
import type { LineCommands } from '../../src/main/line/line-commands.ts';
import { noLine } from '../../src/main/line/no-line.ts';
import { createOutboxRepository } from '../../src/main/line/outbox-repository.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { OutputSurroundings } from '../../src/main/line/output.ts';
import { createSettingsRepository } from '../../src/main/settings/repository.ts';
import { createSettingsService } from '../../src/main/settings/service.ts';
import type { OutputSecrets } from '../../src/shared/domain/output-secrets.ts';
import { partResult } from './part-result.ts';
import { openServices } from './services.ts';

/** Makes the surroundings of one output: a database of its own whose outbox holds `parts` messages. */
export function oneOutput(
  parts: number,
  {
    secrets = {},
    commands = noLine,
  }: { readonly secrets?: OutputSecrets; readonly commands?: LineCommands } = {},
) {
  const { database, changes, paths } = openServices();
  const id = '11111111-1111-4111-8111-111111111111';
  const rows = createOutboxRepository(database, 20);
  const settings = createSettingsService({ settings: createSettingsRepository(database), changes });
  const failures: unknown[] = [];
  const sender = { station: 'Line 3', timeZone: 'Asia/Tokyo' };
  const add = (frameNumber: number): number => {
    const part = partResult({ frameNumber, name: `part-${frameNumber}.png`, capturedAt: frameNumber });
    return rows.add(partMessage(part, 'Disc', null, sender), [id], frameNumber);
  };
  database.transaction(() => {
    for (let number = 0; number < parts; number++) add(number);
  })();
  const surroundings: OutputSurroundings = {
    id,
    home: paths.home,
    commands,
    secrets: { read: (name) => secrets[name] ?? null },
    settings: () => settings.current(),
    forkWorker: headlessHost().forkWorker,
    outbox: {
      waiting: (limit) => rows.waiting(id, limit),
      delivered: (messages) =>
        rows.markDelivered(
          id,
          messages.map(({ number }) => number),
          1,
        ),
      givenUp: (messages) =>
        rows.giveUp(
          id,
          messages.map(({ number }) => number),
          1,
        ),
      failed: (error) => void failures.push(error),
    },
  };
  return { surroundings, failures, add, waiting: () => rows.countWaiting(id) };
}
