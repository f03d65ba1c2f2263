import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AckPolicy,
  DiscardPolicy,
  jetstreamManager,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { createUser } from '@nats-io/nkeys';
import { Objm } from '@nats-io/obj';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { findNats } from '../../scripts/setup/nats.mjs';
import type { Membership } from '../../src/shared/plant/membership.ts';
import {
  buckets,
  decisionsConsumer,
  decisionsSubject,
  permissionsOf,
  streams,
} from '../../src/shared/plant/subjects.ts';
import { freePort } from './free-port.ts';

/** Reason why tests have no NATS server; empty if there is one. */
export const natsMissing = findNats() === undefined ? 'nats-server is not on this machine' : '';

export type NatsServer = Awaited<ReturnType<typeof openNats>>;

/**
 * Starts a plant's NATS server in a process of its own, with streams and buckets, and a user for each of three stations.
 *
 * @param folder in which the server keeps its streams
 * @param lines of the server's configuration, e.g. about certificates
 */
export async function openNats(folder: string, lines: readonly string[] = []) {
  const port = await freePort();
  const host = createUser();
  const stations = [1, 2, 3].map((station) => ({ station, user: createUser() }));
  const text = (value: string): string => JSON.stringify(value);
  const allow = (subjects: readonly string[]): string => `{ allow: ${JSON.stringify(subjects)} }`;
  const users = stations.map(({ station, user }) => {
    const { publish, subscribe } = permissionsOf(station);
    return `{ nkey: ${user.getPublicKey()}, permissions: { publish: ${allow(publish)}, subscribe: ${allow(subscribe)} } }`;
  });
  const file = join(folder, 'nats.conf');
  mkdirSync(join(folder, 'streams'), { recursive: true });

  /** @param most limit of all streams together, bytes */
  function configure(most = 1e9): void {
    const own = [
      'host: 127.0.0.1',
      `port: ${port}`,
      'server_name: test',
      `jetstream { store_dir: ${text(join(folder, 'streams'))}, max_file_store: ${most} }`,
      `accounts { LOUPE { jetstream: enabled, users: [ { nkey: ${host.getPublicKey()} }, ${users.join(', ')} ] } }`,
    ];
    writeFileSync(file, [...own, ...lines, ''].join('\n'));
  }

  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(findNats() ?? '', ['-c', file], { stdio: 'ignore' });
    child = started;
    for (let tries = 0; tries < 500; tries++) {
      if (started.exitCode !== null) throw new Error(`The server ended with ${started.exitCode}`);
      const connection = await connectAsHost().catch(() => null);
      if (connection !== null) return connection.close();
      await sleep(20);
    }
    throw new Error('The server does not answer');
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const over = once(ending, 'exit');
    ending.kill(signal);
    await over;
  }

  const scheme = lines.some((line) => line.startsWith('tls')) ? 'tls' : 'nats';
  const url = `${scheme}://127.0.0.1:${port}`;
  const connectAsHost = (): Promise<NatsConnection> =>
    connect({
      servers: url,
      authenticator: nkeyAuthenticator(host.getSeed()),
      timeout: 1000,
      ...(scheme === 'tls' ? { tls: { rejectUnauthorized: false } } : {}),
    });

  configure();
  await start();
  const connection = await connectAsHost();
  await prepare(connection, await jetstreamManager(connection));
  await connection.close();

  return {
    port,
    start,
    end,
    configure,
    connectAsHost,
    /** Returns the membership that a station needs to join. */
    membership(station: number, authority: string | null = null): Membership {
      const found = stations.find((one) => one.station === station);
      return {
        format: 1,
        invitation: crypto.randomUUID(),
        plant: 'Test',
        identity: null,
        station,
        servers: [url],
        authority,
        credentials: {
          kind: 'nkey',
          seed: new TextDecoder().decode((found?.user ?? createUser()).getSeed()),
        },
      };
    },
  };
}

async function prepare(connection: NatsConnection, manager: JetStreamManager): Promise<void> {
  for (const { name, subjects } of Object.values(streams)) {
    await manager.streams.add({
      name,
      subjects: [subjects],
      storage: StorageType.File,
      discard: DiscardPolicy.New,
      duplicate_window: 600e9,
    });
  }
  for (const station of [1, 2, 3]) {
    await manager.consumers.add(streams.decisions.name, {
      durable_name: decisionsConsumer(station),
      filter_subject: decisionsSubject(station),
      ack_policy: AckPolicy.Explicit,
    });
  }
  const values = new Kvm(connection);
  await values.create(buckets.stations, { history: 64 });
  const { assignments, answers, jobs, templates, trainers } = buckets;
  for (const name of [assignments, answers, jobs, templates, trainers]) await values.create(name);
  await new Objm(connection).create(buckets.objects);
}

/** Reads all messages of a stream in order. */
export async function readStream(server: Pick<NatsServer, 'connectAsHost'>, name: string) {
  const connection = await server.connectAsHost();
  try {
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info(name);
    const found: { readonly subject: string; readonly body: unknown }[] = [];
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
      const message = await manager.streams.getMessage(name, { seq });
      if (message !== null) found.push({ subject: message.subject, body: message.json() });
    }
    return found;
  } finally {
    await connection.close();
  }
}
