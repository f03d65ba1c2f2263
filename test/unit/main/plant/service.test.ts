import { statSync } from 'node:fs';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import type { WorkerProcess } from '../../../../src/main/host/host.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { plantEntryMessageSchema } from '../../../../src/shared/plant/entry.ts';
import { plantPartSchema } from '../../../../src/shared/plant/part.ts';
import { stationStateSchema } from '../../../../src/shared/plant/state.ts';
import { decisionsSubject, partsSubject, streams } from '../../../../src/shared/plant/subjects.ts';
import { makeAuthority } from '../../../support/certificates.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { natsMissing, openNats, readStream, type NatsServer } from '../../../support/nats-server.ts';
import { openPlantStation } from '../../../support/plant-station.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const patience = { timeout: 30_000, interval: 50 };

async function openStation(host = headlessHost()) {
  const opened = await openPlantStation(join(temporaryFolder(), 'home'), host);
  onTestFinished(opened.end);
  opened.plant.start();
  return opened;
}

async function openServer(): Promise<NatsServer> {
  const server = await openNats(temporaryFolder());
  onTestFinished(() => server.end('SIGKILL'));
  return server;
}

/** Reads the part numbers of a station from the plant's stream, in its order. */
async function partsOf(server: NatsServer, station: number): Promise<number[]> {
  const messages = await readStream(server, streams.parts.name);
  return messages
    .filter(({ subject }) => subject === partsSubject(station))
    .map(({ body }) => plantPartSchema.parse(body).part);
}

const numbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe.skipIf(natsMissing !== '')('a station in a plant', { timeout: 60_000 }, () => {
  test('joins by a token, and its parts arrive there in their order; those of before stay', async () => {
    const { addGood, join: joinPlant, plant, paths } = await openStation();
    const server = await openServer();
    addGood(1);
    joinPlant(server.membership(1));
    expect(statSync(paths.membership).mode & 0o777).toBe(0o600);
    for (const part of numbers(2, 30)) addGood(part);
    await vi.waitFor(async () => expect(await partsOf(server, 1)).toEqual(numbers(2, 30)), patience);
    await vi.waitFor(
      () => expect(plant.state()).toMatchObject({ connected: true, failure: null, waiting: 0 }),
      patience,
    );
    expect(() => joinPlant(server.membership(2))).toThrow('Leave it first');
    plant.leave(singleUser);
    expect(() => statSync(paths.membership)).toThrow('ENOENT');
    addGood(31);
    // After joining again, the station continues where it stopped.
    joinPlant(server.membership(1));
    await vi.waitFor(async () => expect(await partsOf(server, 1)).toEqual(numbers(2, 31)), patience);
  });

  test('tells what was not good and what was decided on it; a picture only where somebody says so', async () => {
    const { addDefect, log, join: joinPlant, set } = await openStation();
    const server = await openServer();
    joinPlant(server.membership(1));
    const first = await addDefect(1);
    log.decide(first, { decision: 'defect', cause: null, note: 'Scratch' }, singleUser);
    const told = async () =>
      (await readStream(server, streams.entries.name)).map(({ body }) => plantEntryMessageSchema.parse(body));
    await vi.waitFor(
      async () =>
        expect(await told()).toMatchObject([
          { kind: 'entry', entry: first, part: 1, verdict: 'defect', thumbnail: null },
          { kind: 'decision', entry: first, decision: 'defect', note: 'Scratch', decidedBy: 'local' },
        ]),
      patience,
    );
    set({ 'plant.thumbnails': 'send' });
    await vi.waitFor(async () => {
      await addDefect(2);
      const [last] = (await told()).slice(-1);
      expect(last).toMatchObject({ kind: 'entry', thumbnail: { type: 'image/jpeg' } });
    }, patience);
  });

  test('has what the plant decides in its entry’s history, once, with the person’s name', async () => {
    const { addDefect, log, join: joinPlant } = await openStation();
    const server = await openServer();
    joinPlant(server.membership(1));
    const entry = await addDefect(1);
    const decision = {
      format: 1,
      station: 1,
      id: crypto.randomUUID(),
      entry,
      decision: 'good',
      cause: null,
      note: 'Dust',
      decidedBy: 'Mei at the plant',
      decidedAt: 1_700_000_000_000,
    };
    const connection = await server.connectAsHost();
    onTestFinished(() => connection.close());
    const client = jetstream(connection);
    const decide = (body: unknown) => client.publish(decisionsSubject(1), JSON.stringify(body));
    await decide({ ...decision, station: 2 });
    await decide(decision);
    // An earlier entry had this number before the station was restored from a backup.
    await decide({ ...decision, capturedAt: 1, decidedBy: 'Ben at the plant' });
    await decide(decision);
    const last = { ...decision, decision: null, decidedAt: decision.decidedAt + 1 };
    await decide(last);
    const { note, decidedBy } = decision;
    await vi.waitFor(
      () =>
        expect(log.get(entry).decisions).toMatchObject([
          { decision: 'good', note, decidedBy, decidedAt: decision.decidedAt },
          { decision: null, note, decidedBy, decidedAt: last.decidedAt },
        ]),
      patience,
    );
  });

  test('says that it is there, and of its state what may travel', async () => {
    const { join: joinPlant, set } = await openStation();
    const server = await openServer();
    set({ 'station.name': 'Line 3' });
    joinPlant(server.membership(2));
    const told = async () =>
      (await readStream(server, 'KV_stations')).map(({ subject, body }) => ({
        subject,
        ...stationStateSchema.parse(body),
      }));
    await vi.waitFor(
      async () =>
        expect(await told()).toContainEqual(expect.objectContaining({ station: 2, name: 'Line 3' })),
      patience,
    );
    set({ 'plant.state': 'keep' });
    await vi.waitFor(
      async () =>
        expect((await told()).at(-1)).toMatchObject({ subject: '$KV.stations.2', name: '', freeBytes: null }),
      patience,
    );
  });

  test('loses no part and sends none twice while server and process are killed again and again', async () => {
    const processes: WorkerProcess[] = [];
    const host = headlessHost();
    const stations = await Promise.all(
      [1, 2, 3].map(async (number) => {
        const opened = await openStation({
          ...host,
          forkWorker(entry, environment) {
            const started = host.forkWorker(entry, environment);
            processes.push(started);
            return started;
          },
        });
        return { number, ...opened };
      }),
    );
    const server = await openServer();
    for (const { number, join: joinPlant } of stations) joinPlant(server.membership(number));
    let part = 0;
    for (let round = 0; round < 4; round++) {
      for (let more = 0; more < 20; more++) {
        part++;
        for (const { addGood } of stations) addGood(part);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (round % 2 === 0) {
        await server.end('SIGKILL');
        await server.start();
      } else {
        processes[Math.floor(Math.random() * processes.length)]?.kill();
      }
    }
    for (const { number } of stations) {
      await vi.waitFor(async () => expect(await partsOf(server, number)).toEqual(numbers(1, part)), patience);
    }
    expect(stations.flatMap(({ bugs }) => bugs)).toEqual([]);
  });

  test('is refused with a key that the server does not know, or for another’s subject, and goes on', async () => {
    const { addGood, join: joinPlant, plant, database } = await openStation();
    const server = await openServer();
    joinPlant(server.membership(9));
    await vi.waitFor(
      () => expect(plant.state()).toMatchObject({ connected: false, failure: { code: 'FORBIDDEN' } }),
      patience,
    );
    addGood(1);
    plant.leave(singleUser);
    // Use station 1's key in the name of station 3.
    joinPlant({ ...server.membership(1), station: 3 }, true);
    await vi.waitFor(
      () => expect(plant.state()).toMatchObject({ failure: { code: 'FORBIDDEN' }, waiting: 1 }),
      patience,
    );
    expect(await partsOf(server, 3)).toEqual([]);
    expect(database.prepare('SELECT count(*) FROM inspections').pluck().get()).toBe(1);
  });

  test('keeps its parts while the server’s disk is full, and sends them once there is room', async () => {
    const { addGood, join: joinPlant, plant } = await openStation();
    const server = await openServer();
    await server.end('SIGTERM');
    server.configure(20_000);
    await server.start();
    joinPlant(server.membership(1));
    for (const part of numbers(1, 200)) addGood(part);
    await vi.waitFor(
      () => expect(plant.state()).toMatchObject({ connected: true, failure: { code: 'DISK_FULL' } }),
      patience,
    );
    await server.end('SIGTERM');
    server.configure();
    await server.start();
    await vi.waitFor(async () => expect(await partsOf(server, 1)).toEqual(numbers(1, 200)), patience);
  });

  test('sends nothing of a kind that is switched off, then or later', async () => {
    const { addGood, join: joinPlant, set, plant } = await openStation();
    const server = await openServer();
    set({ 'plant.parts': 'keep' });
    joinPlant(server.membership(1));
    for (const part of numbers(1, 5)) addGood(part);
    await vi.waitFor(() => expect(plant.state()).toMatchObject({ connected: true, waiting: 0 }), patience);
    set({ 'plant.parts': 'send' });
    await vi.waitFor(async () => {
      addGood(6);
      expect(await partsOf(server, 1)).not.toEqual([]);
    }, patience);
    expect(Math.min(...(await partsOf(server, 1)))).toBe(6);
  });

  test('speaks TLS with a server that the token’s authority vouches for, and with no other', async () => {
    const { addGood, join: joinPlant, plant } = await openStation();
    const authority = makeAuthority();
    const { certificateFile, keyFile } = authority.sign();
    const server = await openNats(temporaryFolder(), [
      `tls { cert_file: "${certificateFile}", key_file: "${keyFile}" }`,
    ]);
    onTestFinished(() => server.end('SIGKILL'));
    joinPlant(server.membership(1, makeAuthority().text));
    await vi.waitFor(
      () => expect(plant.state()).toMatchObject({ connected: false, failure: { code: 'UNREACHABLE' } }),
      patience,
    );
    joinPlant(server.membership(1, authority.text));
    addGood(1);
    await vi.waitFor(async () => expect(await partsOf(server, 1)).toEqual([1]), patience);
    plant.leave(singleUser);
    // A server in between without TLS gets no data.
    const plain = await openServer();
    const servers = [`tls://127.0.0.1:${plain.port}`];
    joinPlant({ ...plain.membership(1), servers });
    await vi.waitFor(
      () => expect(plant.state()).toMatchObject({ connected: false, failure: { code: 'UNREACHABLE' } }),
      patience,
    );
  });

  test('takes nothing that is no token', async () => {
    const { plant } = await openStation();
    expect(await failureOf(() => plant.join('loupe-join-1.nothing', false, singleUser))).toMatchObject({
      code: 'BAD_INPUT',
    });
    expect(plant.state()).toBeNull();
  });
});
