import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StationError } from '../../../shared/domain/station-error.ts';
import { makePrivateFolder } from '../../files/make-folder.ts';
import { writeSecretFile } from '../../files/secret-file.ts';
import { risingTime } from '../../host/rising-time.ts';
import type { PlantPaths } from '../../station/plant-paths.ts';
import { serverText, type ServerSettings } from './configuration.ts';

/** Folders of Debian's server, which are not on the PATH of ordinary users. */
const usualPlaces = ['/usr/sbin/nats-server', '/usr/local/sbin/nats-server'];
const againAfterMs = 1_000;
/** Time limit for a killed host's server to end, milliseconds. */
const farewellMs = 10_000;

/** Finds nats-server: `LOUPE_NATS_SERVER`, on the PATH, or in the usual folders; null if there is none. */
function findServer(environment: NodeJS.ProcessEnv = process.env): string | null {
  const given = environment['LOUPE_NATS_SERVER'];
  const onPath = (environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'nats-server'));
  const places = given === undefined ? [...onPath, ...usualPlaces] : [given];
  return places.find((file) => existsSync(file) && statSync(file).isFile()) ?? null;
}

/** A server that runs as long as its host. */
export interface OwnServer {
  /** Makes the server read its users again. */
  reload(): void;
  close(): Promise<void>;
}

/**
 * Starts the machine's nats-server for the plant, and restarts it when it ends unexpectedly. A killed host's server is ended first: it
 * would keep the port and would not learn of new invitations.
 *
 * @param onEnd called with the exit code when the server ends unexpectedly
 * @throws StationError NOT_FOUND if the machine has no nats-server
 */
export async function startServer(
  paths: PlantPaths,
  settings: Omit<ServerSettings, 'streams' | 'processFile'>,
  onEnd: (code: number | null) => void,
): Promise<OwnServer> {
  const program = findServer();
  if (program === null) {
    throw new StationError(
      'NOT_FOUND',
      'There is no nats-server on this machine. Install it (Debian: apt-get install nats-server), or name one with --nats.',
    );
  }
  await endFormer(paths);
  makePrivateFolder(paths.streams);
  writeSecretFile(
    paths.configuration,
    serverText({ ...settings, streams: paths.streams, processFile: paths.serverProcess }),
  );
  let ending = false;
  let again: NodeJS.Timeout | undefined;
  let child = start(program);

  function start(file: string): ChildProcess {
    const started = spawn(file, ['-c', paths.configuration], { stdio: 'ignore' });
    const ended = (code: number | null): void => {
      if (ending) return;
      onEnd(code);
      again = setTimeout(() => (child = start(file)), againAfterMs);
    };
    started.once('error', () => ended(null));
    started.once('exit', ended);
    return started;
  }

  return {
    reload: () => void child.kill('SIGHUP'),
    async close() {
      ending = true;
      clearTimeout(again);
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const over = once(child, 'exit');
      child.kill('SIGTERM');
      await over;
    },
  };
}

/** Ends the server of a killed host. */
async function endFormer({ serverProcess, configuration }: PlantPaths): Promise<void> {
  if (!existsSync(serverProcess)) return;
  const id = Number(readFileSync(serverProcess, 'utf8'));
  if (!Number.isInteger(id) || id <= 0) return;
  const isThere = async (): Promise<boolean> => (await commandOf(id)).includes(configuration);
  if (!(await isThere())) return;
  process.kill(id, 'SIGTERM');
  for (const until = risingTime() + farewellMs; risingTime() < until;) {
    if (!(await isThere())) return;
    await sleep(50);
  }
  process.kill(id, 'SIGKILL');
}

/** Returns a process's command line, since the id may belong to another program by now. Empty if it is unknown. */
async function commandOf(id: number): Promise<string> {
  return promisify(execFile)('ps', ['-o', 'args=', '-p', String(id)]).then(
    ({ stdout }) => stdout,
    () => '',
  );
}
