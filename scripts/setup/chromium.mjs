import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installPackage, mayInstallPackages } from './apt.mjs';
import { findOnPath, isProgram } from './run.mjs';
import { SetupError } from './setup-error.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/**
 * Finds a Chromium for the browser tests. Order: `LOUPE_CHROMIUM`, a browser on PATH, the one that Playwright
 * downloaded, Chrome or Edge in their usual places on Windows and macOS.
 *
 * @param {{ env?: NodeJS.ProcessEnv, platform?: string, home?: string }} [machine]
 * @returns {string | undefined} the program's path
 */
export function findChromium({ env = process.env, platform = process.platform, home = homedir() } = {}) {
  const chosen = env.LOUPE_CHROMIUM;
  if (chosen) {
    if (isProgram(chosen)) return chosen;
    throw new SetupError(
      `LOUPE_CHROMIUM names ${chosen}, which is not a program`,
      'Correct it, or leave it out to have a browser looked for.',
    );
  }
  for (const name of names) {
    const found = findOnPath(name, env);
    if (found !== undefined) return found;
  }
  return (
    playwrightChromium(env, platform, home) ?? usualPlaces(env, platform).find((path) => existsSync(path))
  );
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 * @param {string} home
 */
function playwrightChromium(env, platform, home) {
  const caches = { win32: join(home, 'AppData', 'Local'), darwin: join(home, 'Library', 'Caches') };
  const cache = caches[/** @type {keyof typeof caches} */ (platform)] ?? join(home, '.cache');
  const folder = env.PLAYWRIGHT_BROWSERS_PATH ?? join(cache, 'ms-playwright');
  if (!existsSync(folder)) return undefined;
  const revisions = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name));
  revisions.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  const programs = [
    ...['chrome-linux64/chrome', 'chrome-linux/chrome', 'chrome-win64/chrome.exe', 'chrome-win/chrome.exe'],
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ];
  const files = revisions.flatMap((revision) => programs.map((program) => join(folder, revision, program)));
  return files.find((file) => existsSync(file));
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 */
function usualPlaces(env, platform) {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (platform !== 'win32') return [];
  const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((folder) => folder);
  const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
  return folders.flatMap((folder) => programs.map((program) => join(folder ?? '', program)));
}

/**
 * Finds a Chromium; on Debian and Ubuntu, as root, installs one if there is none.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<string>} the program's path
 */
export async function ensureChromium(say) {
  const found = findChromium();
  if (found !== undefined) return found;
  if (mayInstallPackages()) {
    say('no Chromium found; installing it with apt-get');
    const reason = await installPackage('chromium');
    const installed = reason === undefined ? findChromium() : undefined;
    if (installed !== undefined) return installed;
    throw noChromium(`apt-get could not install it: ${reason ?? 'no program came with the package'}`);
  }
  throw noChromium('looked for chromium, google-chrome, microsoft-edge and the browser of Playwright');
}

/** @param {string} reason */
export function noChromium(reason) {
  return new SetupError(
    `The browser tests need Chromium, and none was found (${reason})`,
    'Install it (Debian: apt-get install chromium; elsewhere Chrome or Edge will do), or set LOUPE_CHROMIUM to the program, and run the command again.',
  );
}
