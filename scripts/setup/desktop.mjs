import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronEnvironment, ensureElectron, findElectron, tried } from './electron-binary.mjs';
import { nativePackages, whyNotUsable } from './native-modules.mjs';
import { separateGlib } from './own-glib.mjs';
import { root } from './paths.mjs';
import { hashOf } from './stamp.mjs';

/**
 * Returns Electron's program if the whole desktop works in it.
 *
 * @param {(text: string) => void} say
 * @param {{ mayFetch?: boolean }} [options]
 * @returns {Promise<{ program: string } | { reason: string }>} the program, or the reason in one line
 */
export async function ensureDesktop(say, { mayFetch = true } = {}) {
  const hindrance = whyNoDesktop();
  if (hindrance !== undefined) return { reason: hindrance };
  const electron = mayFetch ? await ensureElectron(say) : await electronHere();
  if ('reason' in electron) return electron;
  const mixed = process.platform === 'linux' ? await separateGlib(say) : undefined;
  const reason = mixed ?? (await whyNotInElectron(electron.program, say));
  return reason === undefined ? electron : { reason };
}

async function electronHere() {
  const program = findElectron();
  return program === undefined ? { reason: "Electron's binary is not on this machine" } : tried(program);
}

/**
 * Returns why this machine can open no desktop window with any binary, or undefined.
 *
 * @param {{ env?: NodeJS.ProcessEnv, platform?: string, root?: boolean }} [machine]
 */
export function whyNoDesktop({
  env = process.env,
  platform = process.platform,
  root = process.getuid?.() === 0,
} = {}) {
  if (env.LOUPE_HOST === 'headless') return 'LOUPE_HOST is set to headless';
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'this session has no display';
  if (root) return 'Electron keeps its sandbox and does not run as root';
  return undefined;
}

/**
 * Tries each native package inside Electron's program, whose libraries differ from Node's. The result, even a failure,
 * is remembered until Electron, the packages or the system's GLib change.
 *
 * @param {string} program Electron's program, or another one that acts as Node
 * @param {(text: string) => void} say
 * @param {{ folder?: string, names?: readonly string[], env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string | undefined>} why a package is unusable, in one line; undefined if all work
 */
export async function whyNotInElectron(
  program,
  say,
  { folder = root, names = nativePackages, env = electronEnvironment() } = {},
) {
  const stamp = join(folder, 'node_modules', '.cache', 'in-electron.json');
  const inputs = [
    'package-lock.json',
    'scripts/setup/native-trial.mjs',
    'node_modules/.cache/own-glib.stamp',
  ];
  const hash = hashOf(folder, inputs, [identityOf(program), identityOf(systemGlib()), ...names]);
  const known = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {};
  if (known.hash === hash) {
    return known.reason && `${known.reason} (tried before; delete ${stamp} to try again)`;
  }
  say('trying the native modules in Electron');
  const reason = await tryEach(program, folder, names, env);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ hash, reason }));
  return reason;
}

/**
 * @param {string} program
 * @param {string} folder
 * @param {readonly string[]} names
 * @param {NodeJS.ProcessEnv} env
 */
async function tryEach(program, folder, names, env) {
  const asNode = { ...env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '2' };
  for (const name of names) {
    const reason = await whyNotUsable(name, { program, folder, env: asNode });
    if (reason !== undefined) return `${name} does not work in ${program}: ${reason}`;
  }
  return undefined;
}

/** Returns the GLib that Electron's program loads on Linux, in the distributions' usual places; undefined elsewhere. */
function systemGlib() {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return [`/usr/lib/${machine}-linux-gnu`, '/usr/lib64', '/usr/lib', '/lib64', '/lib']
    .map((place) => join(place, 'libglib-2.0.so.0'))
    .find((file) => existsSync(file));
}

/** Returns a text that identifies a file: its full path, which contains a library's version, its size and its time. */
function identityOf(/** @type {string | undefined} */ file) {
  if (file === undefined) return 'none';
  const path = realpathSync(file);
  const { size, mtimeMs } = statSync(path);
  return [path, size, mtimeMs].join(' ');
}
