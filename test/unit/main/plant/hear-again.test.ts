import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { decisionsConsumer, decisionsSubject, streams } from '../../../../src/shared/plant/subjects.ts';
import { natsMissing, openNats } from '../../../support/nats-server.ts';
import { openPlantStation } from '../../../support/plant-station.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const patience = { timeout: 30_000, interval: 50 };

test.skipIf(natsMissing !== '')(
  'hears the plant once that has made it ready, also where it came before',
  { timeout: 60_000 },
  async () => {
    const {
      addDefect,
      log,
      join: joinPlant,
      plant,
      end,
    } = await openPlantStation(join(temporaryFolder(), 'home'));
    onTestFinished(end);
    plant.start();
    const server = await openNats(temporaryFolder());
    onTestFinished(() => server.end('SIGKILL'));
    const connection = await server.connectAsHost();
    onTestFinished(() => connection.close());
    const { consumers } = await jetstreamManager(connection);
    const { name } = streams.decisions;
    const { config } = await consumers.info(name, decisionsConsumer(1));
    await consumers.delete(name, decisionsConsumer(1));
    joinPlant(server.membership(1));
    const entry = await addDefect(1);
    await vi.waitFor(() => expect(plant.state()).toMatchObject({ connected: true, waiting: 0 }), patience);
    await consumers.add(name, config);
    const decision = {
      format: 1,
      station: 1,
      id: crypto.randomUUID(),
      entry,
      decision: 'good',
      cause: null,
      note: '',
      decidedBy: 'Mei at the plant',
      decidedAt: 1_700_000_000_000,
    };
    await jetstream(connection).publish(decisionsSubject(1), JSON.stringify(decision));
    await vi.waitFor(
      () => expect(log.get(entry).decisions).toMatchObject([{ decidedBy: decision.decidedBy }]),
      patience,
    );
  },
);
