import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, type StationStart } from './running-station.ts';

const units = '/usr/lib/systemd/system';
const ownMounts = process.getuid?.() === 0 ? ['--mount'] : ['--map-root-user', '--mount'];

/** Reason why no station can start here as a package installs it; empty if it can. */
export const installedMissing =
  existsSync(units) && spawnSync('unshare', [...ownMounts, 'dpkg', '--version']).status === 0
    ? ''
    : 'Stations with folders of their own in the system cannot be started here';

/**
 * Lays the built program down as a package does, in a system whose units wait for updates from the window. Only the station sees
 * that system, and no systemd runs in it.
 *
 * @param folder for the program; created
 * @param keys public keys that the program trusts, by name
 */
export function layDownProgram(
  folder: string,
  version: string,
  keys: ReadonlyMap<string, string>,
): Pick<StationStart, 'program' | 'within'> {
  const here = join(folder, version);
  mkdirSync(join(here, 'keys'), { recursive: true });
  for (const [name, pem] of keys) writeFileSync(join(here, 'keys', `${name}.pem`), pem);
  for (const name of ['out', 'package.json']) {
    cpSync(join(built.root, name), join(here, name), { recursive: true });
  }
  for (const name of ['node_modules', 'resources']) symlinkSync(join(built.root, name), join(here, name));
  symlinkSync(version, join(folder, 'current'));
  const system = [
    ...[`mount -t tmpfs tmpfs /run`, 'mkdir -p /run/systemd/system'],
    ...[`mount -t tmpfs tmpfs ${units}`, `touch ${units}/loupe-update.path`, 'exec "$0" "$@"'],
  ];
  return {
    program: join(here, 'out', 'main', 'server.js'),
    within: ['unshare', ...ownMounts, 'sh', '-c', system.join(' && ')],
  };
}
