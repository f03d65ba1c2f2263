import { join } from 'node:path';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { onTestFinished } from 'vitest';
import { findNats } from '../../../scripts/setup/nats.mjs';
import { createPlantHost, type PlantHost } from '../../../src/main/plant-host/plant-host.ts';
import { createStationChanges } from '../../../src/main/station/changes.ts';
import type { Board } from '../../../src/shared/contract/plant-host.ts';
import type { PlantPart } from '../../../src/shared/plant/part.ts';
import type { Membership } from '../../../src/shared/plant/membership.ts';
import { inboxPrefix } from '../../../src/shared/plant/subjects.ts';
import { freePort } from '../free-port.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Why there is no NATS server for tests; empty: there is one. */
export const natsMissing = findNats() === undefined ? 'nats-server is not on this machine' : '';

export interface HostUnderTest {
  readonly host: PlantHost;
  readonly home: string;
  readonly port: number;
  /** Failures that nobody expected. */
  readonly bugs: unknown[];
}

/**
 * A plant host with a server of its own, which ends with the test. It is ready when it resolves.
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
  const servers = [`nats://127.0.0.1:${bound}`];
  const opened = createPlantHost({
    ...{ home, name: () => 'Works', changes: createStationChanges() },
    options: {
      database,
      server: { kind: 'own', host: '127.0.0.1', port: bound, certificate: null, servers, authority: null },
    },
    report: (error) => void bugs.push(error),
  });
  let closed: Promise<void> | null = null;
  const host = { ...opened, close: () => (closed ??= opened.close()) };
  onTestFinished(() => host.close());
  host.start();
  await boardWhen(host, ({ log, server }) => log.condition === 'ok' && server.condition === 'ok');
  return { host, home, port: bound, bugs };
}

/** The board once it is as a test waits for it. */
export async function boardWhen(host: PlantHost, isSo: (board: Board) => boolean): Promise<Board> {
  for (let tries = 0; tries < 1200; tries++) {
    const board = await host.board();
    if (isSo(board)) return board;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The board never got so: ${JSON.stringify(await host.board())}`);
}

/** A station's connection to the server, with its own credentials; the server learns of an invitation within a second. */
export async function joinAs({ station, servers, credentials }: Membership): Promise<NatsConnection> {
  if (credentials.kind !== 'nkey') throw new Error('The host gives keys');
  const seed = new TextEncoder().encode(credentials.seed);
  for (let tries = 0; ; tries++) {
    try {
      const connection = await connect({
        ...{ servers: [...servers], inboxPrefix: inboxPrefix(station), reconnect: false },
        authenticator: nkeyAuthenticator(seed),
      });
      onTestFinished(() => connection.close());
      return connection;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

const product = { id: '0190b6d4-7f4e-4a44-8cc4-31f1c7a1b3a0', name: 'Nut' };
const model = { id: '0190b6d4-7f4e-4a44-8cc4-31f1c7a1b3a1', graphSha256: 'ab'.repeat(32) };

/** A part as a station tells it. @param score every tenth part is a defect */
export function partOf(station: number, part: number, score = part % 10): PlantPart {
  return {
    ...{ format: 1, station, part, lane: 1, laneName: 'Lane 1', groupName: null, name: null, product, model },
    ...{ capturedAt: Date.now(), entry: null, views: [], score, limits: { review: 5, defect: 9 } },
    ...{ verdict: part % 10 === 0 ? 'defect' : 'good', regions: null, milliseconds: 4 },
  };
}
