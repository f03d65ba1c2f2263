import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { StationError, messageOf } from '../../shared/domain/station-error.ts';

const execute = promisify(execFile);
const service = 'loupe-station.service';

/** Runs a program of the system to its end. @returns its output. @throws StationError WORKER_FAILED with its output */
async function call(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const options = { env: { ...process.env, ...env }, maxBuffer: 2 ** 26 };
    return (await execute(program, [...words], options)).stdout.trim();
  } catch (error) {
    throw new StationError('WORKER_FAILED', `${program} failed: ${messageOf(error).trim().slice(-1500)}`);
  }
}

const hasSystemd = (): boolean => existsSync('/run/systemd/system');

/** Tells whether the machine has the service that installs uploaded packages (packaging/systemd/loupe-update.path). */
export const isUpdateAwaited = (): boolean =>
  hasSystemd() &&
  ['/usr/lib', '/lib'].some((place) => existsSync(`${place}/systemd/system/loupe-update.path`));

/** Stops the station's service. @returns true if systemd was running it */
export async function stopService(): Promise<boolean> {
  if (!hasSystemd()) return false;
  const ran = await call('systemctl', ['is-active', service]).then(
    () => true,
    () => false,
  );
  if (ran) await call('systemctl', ['stop', service]);
  return ran;
}

export async function startService(): Promise<void> {
  if (!hasSystemd()) return;
  await call('systemctl', ['daemon-reload']);
  await call('systemctl', ['start', service]);
}

/** Returns the architecture of this machine's packages. */
export const architecture = (): Promise<string> => call('dpkg', ['--print-architecture']);

/** Unpacks a package's files below a folder. */
export const unpackPackage = (file: string, folder: string): Promise<string> =>
  call('dpkg-deb', ['--extract', file, folder]);

/** Installs a package with dpkg. The package's scripts do not touch the service here, and changed configuration files are kept. */
export const installPackage = (file: string): Promise<string> =>
  call('dpkg', ['--force-confold', '--install', file], {
    LOUPE_UPDATING: '1',
    DEBIAN_FRONTEND: 'noninteractive',
  });
