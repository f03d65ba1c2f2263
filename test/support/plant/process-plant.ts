import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { findNats } from '../../../scripts/setup/nats.mjs';
import { plantPaths } from '../../../src/main/station/plant-paths.ts';
import { startStation, type RunningStation } from '../../e2e/support/running-station.ts';
import { serverProgram } from '../chaos/chaos-home.ts';
import { freePort } from '../free-port.ts';

/**
 * Opens a plant whose host and stations are processes, as in real use.
 *
 * @param words of the host's command line; if they name no server, the host starts one of its own without TLS
 */
export async function openProcessPlant(folder: string, words: readonly string[] = []) {
  const port = await freePort();
  const home = join(folder, 'plant');
  const environment = { LOUPE_NATS_SERVER: findNats() ?? '' };
  const running = new Set<RunningStation>();
  const connections: NatsConnection[] = [];

  async function start(at: string, words: readonly string[] = []): Promise<RunningStation> {
    const station = await startStation({ home: at, program: serverProgram, words, environment });
    running.add(station);
    return station;
  }

  const own = words.some((word) => word.startsWith('--nats')) ? [] : ['--nats-port', String(port)];
  const hostWords = ['--plant', ...own, ...words];
  let host = await start(home, hostWords);

  /** Kills a station like a power cut and starts it again. */
  async function again(one: RunningStation, words?: readonly string[]): Promise<RunningStation> {
    await one.kill();
    running.delete(one);
    return start(one.home, words);
  }

  return {
    /** Ends all processes and connections. */
    async end(): Promise<void> {
      for (const connection of connections) await connection.close();
      // The host ends last, because it takes the server with it.
      for (const station of [...running].filter((one) => one !== host)) await station.stop();
      await host.stop();
    },
    home,
    /** The host; another process after each restart. */
    host: () => host,
    async restartHost(): Promise<void> {
      host = await again(host, hostWords);
    },
    /** Waits for the NATS server's process and kills it. */
    async killServer(): Promise<void> {
      for (;;) {
        try {
          process.kill(Number(readFileSync(plantPaths(home).serverProcess, 'utf8')), 'SIGKILL');
          return;
        } catch {
          // The server was killed a moment ago and is not back yet.
          await sleep(100);
        }
      }
    },
    /** Connects with the rights of the host. */
    async connectAsHost(): Promise<NatsConnection> {
      const seed = new TextEncoder().encode(readFileSync(plantPaths(home).key, 'utf8').trim());
      const servers = `nats://127.0.0.1:${port}`;
      const connection = await connect({ servers, reconnect: false, authenticator: nkeyAuthenticator(seed) });
      connections.push(connection);
      return connection;
    },
    /** Starts a station and joins it to the plant. */
    async join(name: string): Promise<RunningStation> {
      const station = await start(join(folder, name));
      const { token } = await host.client.plantHost.invite({ name });
      await station.client.membership.join({ token });
      return station;
    },
    /** Kills a station like a power cut and starts it again. */
    restart: (station: RunningStation): Promise<RunningStation> => again(station),
  };
}

export type ProcessPlant = Awaited<ReturnType<typeof openProcessPlant>>;
