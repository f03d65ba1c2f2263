import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { lastLines, run } from '../setup/run.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { placePayload } from './payload.mjs';

/** The program's folder on a user's machine, with one folder per version. */
export const programPlace = 'usr/lib/loupe-station';
/** Debian's names of processors. @type {Record<string, string>} */
const architectures = { x64: 'amd64', arm64: 'arm64' };

const packaging = join(root, 'packaging');

/** Files of the package besides the program: source in `packaging/` or the project, target, and permissions. */
const others = [
  { from: 'packaging/station.conf', to: 'etc/loupe-station/station.conf', mode: 0o644 },
  ...readdirSync(join(packaging, 'systemd')).map((name) => ({
    from: `packaging/systemd/${name}`,
    to: `usr/lib/systemd/system/${name}`,
    mode: 0o644,
  })),
  { from: 'packaging/bin/loupe-station', to: 'usr/bin/loupe-station', mode: 0o755 },
  ...[...documentsIn('docs'), ...documentsIn('docs/line')].map((from) => ({
    from,
    to: from.replace(/^docs/, 'usr/share/doc/loupe-station'),
    mode: 0o644,
  })),
  { from: 'LICENSE', to: 'usr/share/doc/loupe-station/copyright', mode: 0o644 },
];

/** Returns a folder's documents, which name each other and are read where there is no network. @param {string} folder */
function documentsIn(folder) {
  const names = readdirSync(join(root, folder)).filter((name) => /\.(?:md|json)$/.test(name));
  return names.map((name) => `${folder}/${name}`);
}

/** Returns the Debian architecture of this machine. @throws {SetupError} */
export function debianArchitecture(arch = process.arch) {
  const name = architectures[arch];
  if (process.platform === 'linux' && name !== undefined) return name;
  throw new SetupError(
    `A .deb of this machine's system (${process.platform} ${arch}) cannot be made`,
    'Run the command on Linux, on x64 or arm64.',
  );
}

/**
 * Builds the .deb of the headless station from the build in `out/` and the packages in node_modules.
 *
 * @param {{ folder: string, file: string, node: string, version: string, keys: { name: string, pem: string }[],
 *   compression?: 'xz' | 'gzip' | 'none', training?: boolean, change?: (program: string) => void }} options
 *   `folder`: an empty folder for temporary files; `file`: the .deb; `keys`: public keys whose updates the station
 *   accepts; `change`: called with the program's folder before packing
 * @throws {SetupError}
 */
export async function buildDeb({ folder, file, node, version, keys, compression = 'xz', training, change }) {
  const tree = join(folder, 'tree');
  const program = join(tree, programPlace, version);
  mkdirSync(program, { recursive: true });
  placePayload({ target: program, node, version, ...(training === undefined ? {} : { training }) });
  writeFileFor(join(program, 'bin', 'kiosk'), readFileSync(join(packaging, 'bin', 'kiosk')), 0o755);
  for (const { name, pem } of keys) writeFileFor(join(program, 'keys', `${name}.pem`), pem, 0o644);
  for (const { from, to, mode } of others) {
    writeFileFor(join(tree, to), readFileSync(join(root, from)), mode);
  }
  change?.(program);
  writeControl(tree, version);
  const level = compression === 'none' ? [] : [compression === 'xz' ? '-z6' : '-z1'];
  const args = ['--build', '--root-owner-group', `-Z${compression}`, ...level, tree, file];
  const built = await run('dpkg-deb', args, { timeout: 60 * 60_000 });
  if (built.code === 0) return;
  throw new SetupError(
    `dpkg-deb could not build the package: ${built.ended ?? lastLines(built.output, 2)}`,
    'It comes with Debian and Ubuntu; elsewhere install dpkg.',
  );
}

/** @param {string} tree @param {string} version */
function writeControl(tree, version) {
  /** @type {Record<string, string>} */
  const values = {
    VERSION: version,
    ARCHITECTURE: debianArchitecture(),
    INSTALLED_KIB: String(Math.ceil(bytesBelow(tree) / 1024)),
  };
  for (const name of readdirSync(join(packaging, 'debian'))) {
    const text = readFileSync(join(packaging, 'debian', name), 'utf8');
    const filled = text.replaceAll(/@([A-Z_]+)@/g, (whole, key) => values[key] ?? whole);
    writeFileFor(join(tree, 'DEBIAN', name), filled, /^(?:pre|post)/.test(name) ? 0o755 : 0o644);
  }
}

/** @param {string} file @param {string | Buffer} content @param {number} mode */
function writeFileFor(file, content, mode) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  // Sets the permissions again, because the umask of this process may have removed some.
  chmodSync(file, mode);
}

/** @param {string} folder @returns {number} */
function bytesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesBelow(path) : statSync(path).size);
  }, 0);
}
