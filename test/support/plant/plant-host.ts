import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { onTestFinished } from 'vitest';
import { findNats } from '../../../scripts/setup/nats.mjs';
import { createPlantHost, type PlantHost } from '../../../src/main/plant-host/plant-host.ts';
import type { RolledOutModels } from '../../../src/main/plant-host/rollouts/rollouts.ts';
import { createStationChanges } from '../../../src/main/station/changes.ts';
import type { Board } from '../../../src/shared/contract/plant-host.ts';
import type { Membership } from '../../../src/shared/plant/membership.ts';
import { freePort } from '../free-port.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { connectAs } from './connect-as.ts';
import { model, product } from './messages.ts';

/** Reason why tests have no NATS server; empty if there is one. */
export const natsMissing = findNats() === undefined ? 'nats-server is not on this machine' : '';

export interface HostUnderTest {
  readonly host: PlantHost;
  readonly home: string;
  readonly port: number;
  /** Unexpected failures. */
  readonly bugs: unknown[];
  /** Lines for the administrator. */
  readonly notices: string[];
}

/**
 * Opens a plant host with a server of its own and ends both with the test. Resolves when the host is ready.
 *
 * @param database `postgres://…`; embedded when left out
 */
export async function openHost(
  database: string | null = null,
  home = join(temporaryFolder(), 'home'),
  port?: number,
): Promise<HostUnderTest> {
  process.env['LOUPE_NATS_SERVER'] = findNats();
  const bound = port ?? (await freePort());
  const bugs: unknown[] = [];
  const notices: string[] = [];
  const servers = [`nats://127.0.0.1:${bound}`];
  const opened = createPlantHost({
    home,
    name: () => 'Works',
    timeZone: () => 'Africa/Abidjan',
    changes: createStationChanges(),
    options: {
      database,
      server: { kind: 'own', host: '127.0.0.1', port: bound, certificate: null, servers, authority: null },
    },
    report: (error) => void bugs.push(error),
    notice: (text) => void notices.push(text),
    models: modelsOfHost,
  });
  let closed: Promise<void> | null = null;
  const host = { ...opened, close: () => (closed ??= opened.close()) };
  onTestFinished(() => host.close());
  host.start();
  await boardWhen(host, ({ log, server }) => log.condition === 'ok' && server.condition === 'ok');
  return { host, home, port: bound, bugs, notices };
}

/** Waits until a condition holds. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 4000; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It never got so');
}

/** Returns the board once it fulfils a condition. */
export async function boardWhen(host: PlantHost, isSo: (board: Board) => boolean): Promise<Board> {
  let board = await host.board();
  await until(async () => isSo((board = await host.board())));
  return board;
}

/** Connects to the server as a station, until the test ends. */
export async function joinAs(membership: Membership): Promise<NatsConnection> {
  const connection = await connectAs(membership);
  onTestFinished(() => connection.close());
  return connection;
}

/** One model whose export is two short files; the stations of these tests do not run it. */
const modelsOfHost: RolledOutModels = {
  describe: () => ({ product: product.name, graphSha256: model.graphSha256 }),
  async exportTo(_id, target) {
    const folder = join(target, 'nut');
    await mkdir(folder);
    for (const name of ['card.json', 'model.onnx']) await writeFile(join(folder, name), name);
    return { folder, files: ['card.json', 'model.onnx'] };
  },
};
