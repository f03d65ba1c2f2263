import { readFileSync } from 'node:fs';
import { jetstream } from '@nats-io/jetstream';
import { expect, test, vi } from 'vitest';
import { plantPaths } from '../../../../src/main/plant-host/plant-paths.ts';
import type { Membership } from '../../../../src/shared/plant/membership.ts';
import { partId, partsSubject } from '../../../../src/shared/plant/subjects.ts';
import { connectAs } from '../../../support/plant/connect-as.ts';
import { partOf } from '../../../support/plant/messages.ts';
import { boardWhen, natsMissing, openHost } from '../../../support/plant/plant-host.ts';
import { postgresqlMissing, startPostgresql } from '../../../support/plant/postgresql.ts';

// A database is made for it first, which takes a busy machine its time.
vi.setConfig({ testTimeout: 180_000 });

const parts = 60;
const sleep = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

/** Sends a part until the server has kept it, as a station does: over a new connection where the last one broke. */
async function tellAll(membership: Membership): Promise<void> {
  const { station } = membership;
  let connection = await connectAs(membership);
  for (let part = 1; part <= parts; part++) {
    const message = JSON.stringify(partOf(station, part));
    for (let isKept = false; !isKept;) {
      isKept = await jetstream(connection)
        .publish(partsSubject(station), message, { msgID: partId(station, part), timeout: 500 })
        .then(
          () => true,
          () => false,
        );
      if (!isKept && connection.isClosed()) connection = await connectAs(membership);
    }
    await sleep(40);
  }
  await connection.close();
}

test.skipIf(natsMissing !== '' || postgresqlMissing !== '')(
  'the server is killed and the host ended while stations tell: each part is in the log, once',
  async () => {
    const address = await startPostgresql();
    const { host, home, port } = await openHost(address);
    const memberships = ['Line 1', 'Line 2', 'Line 3'].map((name) => host.invite(name));
    const telling = Promise.all(memberships.map(tellAll));
    const killServer = (): void => {
      process.kill(Number(readFileSync(plantPaths(home).serverProcess, 'utf8')), 'SIGKILL');
    };
    for (let kill = 0; kill < 3; kill++) {
      await sleep(700);
      killServer();
      await boardWhen(host, ({ server }) => server.condition === 'failed');
      await boardWhen(host, ({ server }) => server.condition === 'ok');
    }
    await host.close();
    const second = await openHost(address, home, port);
    await telling;
    const all = { good: 54, review: 0, defect: 6, 'not-inspected': 0 };
    const board = await boardWhen(second.host, ({ stations }) =>
      stations.every(({ counts }) => counts.good + counts.defect >= parts),
    );
    expect(board.stations.map(({ counts }) => counts)).toEqual([all, all, all]);
    expect(second.bugs).toEqual([]);
  },
);
