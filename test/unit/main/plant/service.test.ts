import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { plantPartSchema } from '../../../../src/shared/plant/part.ts';
import { partsSubject, streams } from '../../../../src/shared/plant/subjects.ts';
import { natsMissing, openNats, readStream, type NatsServer } from '../../../support/nats-server.ts';
import { openPlantStation } from '../../../support/plant-station.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const patience = { timeout: 20_000, interval: 50 };

async function station() {
  const opened = await openPlantStation(join(temporaryFolder(), 'home'));
  onTestFinished(opened.end);
  opened.plant.start();
  return opened;
}

async function plantServer(): Promise<NatsServer> {
  const server = await openNats(temporaryFolder());
  onTestFinished(() => server.end('SIGKILL'));
  return server;
}

/** The numbers of the parts of a station in the plant's stream. */
async function partsOf(server: NatsServer, number: number): Promise<number[]> {
  const messages = await readStream(server, streams.parts.name);
  return messages
    .filter(({ subject }) => subject === partsSubject(number))
    .map(({ body }) => plantPartSchema.parse(body).part);
}

describe.skipIf(natsMissing !== '')('a station in a plant', () => {
  test('joins by a token, and its parts arrive there in their order; those of before stay', async () => {
    const { addPart, join: joinPlant, plant, paths } = await station();
    const server = await plantServer();
    addPart(1);
    joinPlant(server.membership(1));
    expect(statSync(paths.membership).mode & 0o777).toBe(0o600);
    for (let part = 2; part <= 30; part++) addPart(part);
    await vi.waitFor(async () => expect(await partsOf(server, 1)).toHaveLength(29), patience);
    expect(await partsOf(server, 1)).toEqual(Array.from({ length: 29 }, (_, index) => index + 2));
    await vi.waitFor(
      () => expect(plant.state()).toMatchObject({ connected: true, failure: null, waiting: 0 }),
      patience,
    );
  });
});
