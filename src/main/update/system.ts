import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { StationError, messageOf } from '../../shared/domain/station-error.ts';

const execute = promisify(execFile);
const service = 'loupe-station.service';

/** A program of the system, to its end. @returns what it printed @throws StationError WORKER_FAILED with its words */
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

/** Whether the machine has a service that takes packages from the window (packaging/systemd/loupe-update.path). */
export const isUpdateAwaited = (): boolean =>
  hasSystemd() &&
  ['/usr/lib', '/lib'].some((place) => existsSync(`${place}/systemd/system/loupe-update.path`));

/** Stops the station where systemd runs it. @returns whether it ran */
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

/** The architecture whose packages this machine takes. */
export const architecture = (): Promise<string> => call('dpkg', ['--print-architecture']);

/** Unpacks what a package would install below a folder. */
export const unpackPackage = (file: string, folder: string): Promise<string> =>
  call('dpkg-deb', ['--extract', file, folder]);

/** Has dpkg take a package in; its scripts leave the service alone. Settings that were changed stay as they are. */
export const installPackage = (file: string): Promise<string> =>
  call('dpkg', ['--force-confold', '--install', file], {
    LOUPE_UPDATING: '1',
    DEBIAN_FRONTEND: 'noninteractive',
  });
