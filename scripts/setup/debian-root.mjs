import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dependencies, fetchPackages } from '../package/dependencies.mjs';
import { toolchain } from './paths.mjs';
import { findOnPath, lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

const folder = join(toolchain, 'debian-root');
const archive = join(folder, 'root.tar');
/** The dependencies of the station's package, which the set-up has fetched. */
export const neededPackages = join(folder, 'needed');
/** Packages besides the base system of Debian. */
const packages = ['systemd'];
const programs = ['dpkg-deb', 'unshare', 'chroot', 'tar', 'ip'];

/** Returns the archive of a bare Debian for this machine's architecture, if the set-up has made it. @returns {string | undefined} */
export function findDebianRoot() {
  return existsSync(archive) && existsSync(neededPackages) ? archive : undefined;
}

/** Returns why packages cannot be tested on this machine, as far as its programs and permissions show. @returns {string | undefined} */
export function whyNoDebianRoot() {
  if (process.platform !== 'linux') return 'packages are tried on Linux only';
  if (process.getuid?.() !== 0) return 'packages are tried as root only';
  const missing = programs.filter((name) => findOnPath(name) === undefined);
  return missing.length === 0 ? undefined : `there is no ${missing.join(', no ')}`;
}

/**
 * Makes a bare Debian once, with mmdebstrap and this machine's own package sources.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<string | undefined>} reason of a failure, or undefined
 */
export async function ensureDebianRoot(say) {
  const reason = whyNoDebianRoot();
  if (reason !== undefined || findDebianRoot() !== undefined) return reason;
  const suite = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  if (suite === undefined || findOnPath('apt-get') === undefined) return 'this is no Debian with apt-get';
  mkdirSync(folder, { recursive: true });
  const program = await ensureMmdebstrap();
  if (program === undefined) return 'apt-get gave no mmdebstrap';
  say('making a bare Debian with mmdebstrap, for tests of packages');
  const unfinished = join(folder, 'unfinished.tar');
  const args = ['--variant=essential', `--include=${packages.join(',')}`, '--mode=root', suite, unfinished];
  const made = await run(program, [...args, ...sourcesOfThisMachine()], { timeout: 10 * 60_000 });
  if (made.code !== 0) return `mmdebstrap failed: ${made.ended ?? lastLines(made.output, 2)}`;
  renameSync(unfinished, archive);
  return fetchNeeded();
}

async function fetchNeeded() {
  const unfinished = join(folder, 'unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  try {
    await fetchPackages(unfinished, dependencies);
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
  renameSync(unfinished, neededPackages);
  return undefined;
}

async function ensureMmdebstrap() {
  const unpacked = join(folder, 'usr', 'bin', 'mmdebstrap');
  const found = findOnPath('mmdebstrap') ?? (existsSync(unpacked) ? unpacked : undefined);
  if (found !== undefined) return found;
  const fetch = () => run('apt-get', ['download', 'mmdebstrap'], { cwd: folder });
  if ((await fetch()).code !== 0) {
    await run('apt-get', ['update']);
    await fetch();
  }
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', name, '.'], { cwd: folder });
    rmSync(join(folder, name));
  }
  return existsSync(unpacked) ? unpacked : undefined;
}

/** Returns this machine's package sources: the apt files that name Debian's own servers. */
function sourcesOfThisMachine() {
  const places = [
    '/etc/apt/sources.list',
    ...['debian.sources', 'debian.list'].map((name) => `/etc/apt/sources.list.d/${name}`),
  ];
  return places.filter((file) => existsSync(file));
}
