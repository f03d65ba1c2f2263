import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, toolchain } from './paths.mjs';
import { lastLines, run } from './run.mjs';

const packageFolder = join(root, 'node_modules', 'electron');
/** Written when the release site was not reached, so that a machine without it does not wait at every start. */
const unreachable = join(toolchain, 'electron-unreachable');
const tryAgainAfter = 24 * 3600_000;
const answerTime = 5000;

/**
 * Electron's program on disk: in `ELECTRON_OVERRIDE_DIST_PATH`, or where its installer puts it.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findElectron(env = process.env, folder = packageFolder) {
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
  const name = names[/** @type {keyof names} */ (process.platform)] ?? 'electron';
  const candidates = env.ELECTRON_OVERRIDE_DIST_PATH
    ? [env.ELECTRON_OVERRIDE_DIST_PATH]
    : [join(folder, 'dist')];
  return candidates.map((candidate) => join(candidate, name)).find((file) => existsSync(file));
}

/**
 * Electron's program, fetched by the package's own installer where its release site can be reached.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ program: string } | { reason: string }>} the program, or in one line why there is none
 */
export async function ensureElectron(say) {
  const found = findElectron();
  if (found !== undefined) return tried(found);
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    return {
      reason: `ELECTRON_OVERRIDE_DIST_PATH (${process.env.ELECTRON_OVERRIDE_DIST_PATH}) holds no Electron`,
    };
  }
  const site = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/';
  const failed = `Electron's binary is not on this machine and could not be fetched from ${site}`;
  const before = existsSync(unreachable) && readFileSync(unreachable, 'utf8') === site;
  if (before && Date.now() - statSync(unreachable).mtimeMs < tryAgainAfter) {
    return { reason: `${failed} (tried within the last day; delete ${unreachable} to try again now)` };
  }
  const silence = await whyNotReachable(site);
  if (silence !== undefined) {
    mkdirSync(dirname(unreachable), { recursive: true });
    writeFileSync(unreachable, site);
    return { reason: `${failed} (${silence})` };
  }
  say(`fetching Electron's binary from ${site}`);
  const result = await run(process.execPath, ['install.js'], { cwd: packageFolder, timeout: 15 * 60_000 });
  const program = result.code === 0 ? findElectron() : undefined;
  if (program !== undefined) return tried(program);
  return {
    reason: `${failed} (${result.ended ?? /^\w*Error: .*/m.exec(result.output)?.[0] ?? lastLines(result.output, 1)})`,
  };
}

/**
 * A binary without the system libraries it needs ends before it shows anything.
 *
 * @param {string} program
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
async function tried(program) {
  const result = await run(program, ['--version'], { timeout: 20_000 });
  if (result.code === 0) return { program };
  return { reason: `${program} does not run here: ${result.ended ?? lastLines(result.output, 1)}` };
}

/** @param {string} site @returns {Promise<string | undefined>} */
async function whyNotReachable(site) {
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy) return undefined;
  try {
    await fetch(site, { method: 'HEAD', signal: AbortSignal.timeout(answerTime) });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    if (error.name === 'TimeoutError') return `no answer within ${answerTime / 1000} s`;
    return error.cause instanceof Error ? error.cause.message : error.message;
  }
}

/**
 * Why no desktop window can be opened here, whatever the binary, or undefined.
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
