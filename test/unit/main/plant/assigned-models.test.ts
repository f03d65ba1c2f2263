import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { Objm } from '@nats-io/obj';
import { expect, onTestFinished, test, vi } from 'vitest';
import { assignmentKey, buckets } from '../../../../src/shared/plant/subjects.ts';
import { natsMissing, openNats } from '../../../support/nats-server.ts';
import { openPlantStation } from '../../../support/plant-station.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const patience = { timeout: 30_000, interval: 50 };

test.skipIf(natsMissing !== '')(
  'a model that did not come is fetched again, and the plant and the station say why until then',
  { timeout: 60_000 },
  async () => {
    const { join: joinPlant, plant, end } = await openPlantStation(join(temporaryFolder(), 'home'));
    onTestFinished(end);
    plant.start();
    const server = await openNats(temporaryFolder());
    onTestFinished(() => server.end('SIGKILL'));
    const connection = await server.connectAsHost();
    onTestFinished(() => connection.close());
    await (await jetstreamManager(connection)).streams.delete(`OBJ_${buckets.objects}`);
    joinPlant(server.membership(1));
    const [id, archive] = [crypto.randomUUID(), new TextEncoder().encode('a model')];
    const sha256 = createHash('sha256').update(archive).digest('hex');
    const assignment = {
      format: 1,
      station: 1,
      id,
      product: { name: 'Ring' },
      by: 'Mei',
      at: Date.now(),
      note: '',
      model: { sha256, bytes: archive.length, graphSha256: sha256 },
      limits: null,
    };
    const values = new Kvm(connection);
    const assignments = await values.open(buckets.assignments);
    await assignments.put(assignmentKey(1, id), JSON.stringify(assignment));
    const answers = await values.open(buckets.answers);
    const answered = async (): Promise<unknown> => (await answers.get(assignmentKey(1, id)))?.json();
    await vi.waitFor(
      async () =>
        expect(await answered()).toMatchObject({ outcome: 'running', detail: expect.stringMatching(/./) }),
      patience,
    );
    await vi.waitFor(
      () => expect(plant.state()).toMatchObject({ connected: true, failure: { code: 'UNREACHABLE' } }),
      patience,
    );
    await (await new Objm(connection).create(buckets.objects)).putBlob({ name: sha256 }, archive);
    await vi.waitFor(
      async () => expect(await answered()).toMatchObject({ outcome: 'refused', reason: 'no-product' }),
      patience,
    );
    await vi.waitFor(() => expect(plant.state()).toMatchObject({ connected: true, failure: null }), patience);
  },
);
