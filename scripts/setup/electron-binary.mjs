import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifestOf } from './manifest.mjs';
import { root, toolchain } from './paths.mjs';
import { lastLines, run } from './run.mjs';

const packageFolder = join(root, 'node_modules', 'electron');
const tryAgainAfter = 24 * 3600_000;
const answerTime = 5000;
/** A download without new bytes for this long has stalled, ms. */
const stall = 60_000;
const limit = 15 * 60_000;

/**
 * Finds Electron's program: in `ELECTRON_OVERRIDE_DIST_PATH`, or where its installer puts it. Incomplete installations
 * and other versions do not count.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findElectron(env = process.env, folder = packageFolder) {
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
  const name = names[/** @type {keyof typeof names} */ (process.platform)] ?? 'electron';
  const own = env.ELECTRON_OVERRIDE_DIST_PATH;
  const program = join(own || join(folder, 'dist'), name);
  if (!existsSync(program)) return undefined;
  return own || isWhole(folder) ? program : undefined;
}

/** Whether the installation is complete: the installer writes the version with the program, and `path.txt` last. @param {string} folder */
function isWhole(folder) {
  const version = join(folder, 'dist', 'version');
  if (!existsSync(version) || !existsSync(join(folder, 'path.txt'))) return false;
  const wanted = manifestOf(folder).version;
  return readFileSync(version, 'utf8').trim().replace(/^v/, '') === wanted;
}

/**
 * Returns the environment for Electron, without `ELECTRON_RUN_AS_NODE`, which some editors set for their tasks and
 * which would make Electron a plain Node.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function electronEnvironment(env = process.env) {
  const others = { ...env };
  delete others.ELECTRON_RUN_AS_NODE;
  return others;
}

/**
 * Finds Electron's program, or fetches it with the package's own installer if its release site is reachable.
 *
 * @param {(text: string) => void} say
 * @param {{ env?: NodeJS.ProcessEnv, folder?: string, work?: string }} [place]
 *   `folder` of the package, and `work`: where the set-up keeps its own files
 * @returns {Promise<{ program: string } | { reason: string }>} the program, or the reason in one line
 */
export async function ensureElectron(
  say,
  { env = process.env, folder = packageFolder, work = toolchain } = {},
) {
  const found = findElectron(env, folder);
  if (found !== undefined) return tried(found);
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    return {
      reason: `ELECTRON_OVERRIDE_DIST_PATH (${env.ELECTRON_OVERRIDE_DIST_PATH}) holds no Electron`,
    };
  }
  const site = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com/';
  // Remembers a failed download, so that a machine without access does not wait at every start.
  const unreachable = join(work, 'electron-unreachable');
  const failed = `Electron's binary is not on this machine and could not be fetched from ${site}`;
  const before = existsSync(unreachable) && readFileSync(unreachable, 'utf8') === site;
  if (before && Date.now() - statSync(unreachable).mtimeMs < tryAgainAfter) {
    return { reason: `${failed} (tried within the last day; delete ${unreachable} to try again now)` };
  }
  say(`fetching Electron's binary from ${site}`);
  const silence = (await whyNotReachable(site, env)) ?? (await fetchProgram(say, { env, folder, work }));
  const program = silence === undefined ? findElectron(env, folder) : undefined;
  if (program !== undefined) return tried(program);
  mkdirSync(dirname(unreachable), { recursive: true });
  writeFileSync(unreachable, site);
  return { reason: `${failed} (${silence ?? 'its installer left no program'})` };
}

/**
 * Runs the package's installer and reports its progress now and then.
 *
 * @param {(text: string) => void} say
 * @param {{ env: NodeJS.ProcessEnv, folder: string, work: string }} place
 * @returns {Promise<string | undefined>} reason of a failure in one line, or undefined
 */
async function fetchProgram(say, { env, folder, work }) {
  const download = join(work, `electron-download.${process.pid}`);
  mkdirSync(download, { recursive: true });
  let told = 0;
  const progress = () => {
    const bytes = bytesIn(download);
    const megabytes = Math.floor(bytes / 1e6);
    if (megabytes >= told + 25) say(`${(told = megabytes)} MB`);
    return bytes + bytesIn(join(folder, 'dist'));
  };
  // The installer's downloader does not support proxies, but Node does (from 22.21 and 24.5 on) if it is told so.
  /** @type {NodeJS.ProcessEnv} */
  const own = { ...env, NODE_USE_ENV_PROXY: '1', TMPDIR: download, TEMP: download, TMP: download };
  // The installer checks its download against checksums.json in the package, unless this variable makes it fetch others.
  for (const key of Object.keys(own)) if (/electron_use_remote_checksums$/i.test(key)) delete own[key];
  const options = { cwd: folder, env: own, progress, stall, timeout: limit };
  const result = await run(process.execPath, ['install.js'], options);
  rmSync(download, { recursive: true, force: true });
  if (result.code === 0) return undefined;
  return result.ended ?? /^\w*Error: .*/m.exec(result.output)?.[0] ?? lastLines(result.output, 1);
}

/** @param {string} folder @returns {number} */
function bytesIn(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) =>
        entry.isDirectory() ? bytesIn(join(folder, entry.name)) : statSync(join(folder, entry.name)).size,
      )
      .reduce((total, size) => total + size, 0);
  } catch {
    // The file is being moved or removed at this moment.
    return 0;
  }
}

/**
 * Runs a binary to see whether it works: one without its system libraries ends before it prints anything.
 *
 * @param {string} program
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function tried(program) {
  const result = await run(program, ['--version'], { env: electronEnvironment(), timeout: 20_000 });
  if (result.code === 0) return { program };
  const said = result.ended ?? lastLines(result.output, 1);
  return { reason: `${program} does not run here: ${whyNoSandbox(program, result.output) ?? said}` };
}

/**
 * Explains a missing sandbox. Systems that forbid namespaces to users' programs (Ubuntu from 23.10 on, by AppArmor)
 * require Chromium's helper program, which an administrator must set up once.
 *
 * @param {string} program
 * @param {string} output
 * @returns {string | undefined}
 */
export function whyNoSandbox(program, output) {
  if (!/SUID sandbox helper|No usable sandbox/i.test(output)) return undefined;
  const helper = join(dirname(program), 'chrome-sandbox');
  return (
    'this system lets Chromium make no sandbox. An administrator can allow it once: ' +
    `sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`
  );
}

/** @param {string} site @param {NodeJS.ProcessEnv} env @returns {Promise<string | undefined>} */
async function whyNotReachable(site, env) {
  if (env.HTTPS_PROXY ?? env.https_proxy) return undefined;
  try {
    await fetch(site, { method: 'HEAD', signal: AbortSignal.timeout(answerTime) });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    if (error.name === 'TimeoutError') return `no answer within ${answerTime / 1000} s`;
    return error.cause instanceof Error ? error.cause.message : error.message;
  }
}
