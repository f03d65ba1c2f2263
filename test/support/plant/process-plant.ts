import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { onTestFinished } from 'vitest';
import { findNats } from '../../../scripts/setup/nats.mjs';
import { plantPaths } from '../../../src/main/plant-host/plant-paths.ts';
import { startStation, type RunningStation } from '../../e2e/support/running-station.ts';
import { serverProgram } from '../chaos/chaos-home.ts';
import { freePort } from '../free-port.ts';

/** A plant whose host and stations are processes, as people start them; they end with the test. */
export async function openProcessPlant(folder: string) {
  const port = await freePort();
  const home = join(folder, 'plant');
  const environment = { LOUPE_NATS_SERVER: findNats() ?? '' };
  const running = new Set<RunningStation>();
  onTestFinished(async () => {
    for (const station of running) await station.stop();
  });

  async function start(at: string, words: readonly string[] = []): Promise<RunningStation> {
    const station = await startStation({ home: at, program: serverProgram, words, environment });
    running.add(station);
    return station;
  }

  const startHost = (): Promise<RunningStation> => start(home, ['--plant', '--nats-port', String(port)]);
  let host = await startHost();

  return {
    /** Its process may be another one by now. */
    host: () => host,
    async restartHost(): Promise<void> {
      await host.kill();
      host = await startHost();
    },
    /** The number of the server's process. */
    serverProcess: (): number => Number(readFileSync(plantPaths(home).serverProcess, 'utf8')),
    /** A connection with the rights of the host, which ends with the test. */
    async connectAsHost(): Promise<NatsConnection> {
      const seed = new TextEncoder().encode(readFileSync(plantPaths(home).key, 'utf8').trim());
      const servers = `nats://127.0.0.1:${port}`;
      const connection = await connect({ servers, authenticator: nkeyAuthenticator(seed) });
      onTestFinished(() => connection.close());
      return connection;
    },
    /** A station that has joined. */
    async join(name: string): Promise<RunningStation> {
      const station = await start(join(folder, name));
      const { token } = await host.client.plantHost.invite({ name });
      await station.client.membership.join({ token });
      return station;
    },
    /** Takes a station away as a power cut would, and starts it again. */
    async restart(station: RunningStation): Promise<RunningStation> {
      await station.kill();
      running.delete(station);
      return start(station.home);
    },
  };
}

export type ProcessPlant = Awaited<ReturnType<typeof openProcessPlant>>;
