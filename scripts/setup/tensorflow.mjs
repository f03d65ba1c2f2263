import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whyNotUnpinned } from './check-pinned.mjs';
import { manifestOf } from './manifest.mjs';
import { root, userCache } from './paths.mjs';
import { placeFolder } from './place.mjs';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { downloadByPackage, findAddon } from './tensorflow-download.mjs';
import { hasDriver, libraryVersion, packageName, wantedVariant } from './tensorflow-variant.mjs';
import { buildFromWheel } from './tensorflow-wheel.mjs';

/**
 * Makes TensorFlow's Node package usable: uses an existing installation, else the user's cache, else the library in
 * TensorFlow's Python wheel; on systems without a wheel, the package's own download. If a GPU is wanted, its package is
 * set up beside the one for the CPU, to which a training falls back. The package for GPUs also computes without a GPU;
 * a training checks whether there is one.
 *
 * @param {(text: string) => void} say shows one line of progress
 * @returns {Promise<string>} the variant in use, for the progress line
 */
export async function ensureTensorflow(say) {
  const cpu = await ensureVariant('cpu', say);
  if (wantedVariant() === 'cpu') return cpu;
  const { packageFolder, key } = place('gpu');
  const failure = join(packageFolder, 'unusable.txt');
  if (existsSync(failure) && readFileSync(failure, 'utf8').startsWith(key)) {
    return `${cpu}; not the GPU, see ${failure}, delete it to try again`;
  }
  try {
    return `${await ensureVariant('gpu', say)}; ${cpu}`;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`TensorFlow for the GPU cannot be used, training will run on the CPU: ${error.message}`);
    removeParts(packageFolder);
    writeFileSync(failure, `${key}\n${error.message}\n${error.advice}\n`);
    return `${cpu}; not the GPU: ${error.message}`;
  }
}

/** A wheel has priority, because its hash is pinned. */
const hasWheel = process.platform === 'linux' && process.arch === 'x64';

/**
 * @param {string} packageFolder
 * @param {'cpu' | 'gpu'} variant
 * @param {(text: string) => void} say
 * @returns {Promise<string | undefined>} reason of a failure, or undefined
 */
async function ownDownload(packageFolder, variant, say) {
  return (
    whyNotUnpinned('tensorflow', say) ??
    (await downloadByPackage(packageFolder, variant)) ??
    (await whyNotUsable(variant))
  );
}

/**
 * Copies the GPU library that an earlier set-up left in the user's cache into its package, for the tests that train
 * with it.
 *
 * @returns {string | undefined} reason of a failure, or undefined
 */
export function placeGpuFromCache() {
  const { packageFolder, key } = place('gpu');
  if (findAddon(packageFolder)) return undefined;
  const cached = join(userCache(), key);
  if (!existsSync(cached)) return gpuLibraryMissing;
  placeFolder(cached, packageFolder);
  writeFileSync(join(packageFolder, 'deps', 'set-up.json'), key);
  return undefined;
}

const gpuLibraryMissing =
  "TensorFlow's library for GPUs (475 MB) is fetched where there is a driver, or with LOUPE_TENSORFLOW=gpu";

/** @param {'cpu' | 'gpu'} variant */
function place(variant) {
  const packageFolder = join(root, 'node_modules', packageName(variant));
  if (!existsSync(packageFolder)) {
    throw new SetupError(
      `${packageName(variant)} is not installed`,
      'Delete node_modules and run the command again.',
    );
  }
  const { version } = manifestOf(packageFolder);
  const build = variant === 'gpu' && !hasDriver() ? 'gpu-without-cuda' : variant;
  const key = ['tensorflow', version, libraryVersion, build, process.platform, process.arch].join('-');
  return { packageFolder, key };
}

/**
 * @param {'cpu' | 'gpu'} variant
 * @param {(text: string) => void} say
 */
async function ensureVariant(variant, say) {
  const { packageFolder, key } = place(variant);
  const stamp = join(packageFolder, 'deps', 'set-up.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key && findAddon(packageFolder)) {
    return `${variant}, already there`;
  }

  const finish = (/** @type {string} */ origin) => {
    mkdirSync(join(packageFolder, 'deps'), { recursive: true });
    writeFileSync(stamp, key);
    return `${variant}, ${origin}`;
  };
  if (findAddon(packageFolder) && (await whyNotUsable(variant)) === undefined) return finish('already there');

  const cached = join(userCache(), key);
  if (existsSync(cached)) {
    placeFolder(cached, packageFolder);
    const reason = await whyNotUsable(variant);
    if (reason === undefined) return finish('from the cache');
    say(`the cached build cannot be used: ${reason}`);
    rmSync(cached, { recursive: true, force: true });
  }

  const refused = hasWheel ? undefined : await ownDownload(packageFolder, variant, say);
  if (!hasWheel && refused === undefined) {
    await keep(cached, (folder) => {
      for (const part of ['deps', 'lib']) placeFolder(join(packageFolder, part), join(folder, part));
    });
    return finish("from the package's own download");
  }
  if (refused !== undefined) say(`the package's own download does not work here (${refused})`);
  say('taking the library from the Python wheel');
  removeParts(packageFolder);
  const withCuda = variant === 'gpu' && hasDriver();
  await keep(cached, (target) => buildFromWheel({ packageFolder, target, variant, withCuda, say }));
  placeFolder(cached, packageFolder);
  const reason = await whyNotUsable(variant);
  if (reason === undefined) return finish(`library ${libraryVersion} from the Python wheel`);
  rmSync(cached, { recursive: true, force: true });
  throw new SetupError(
    `TensorFlow was built but cannot be used: ${reason}`,
    'A C++ runtime and a processor with AVX are needed. Run the command again after a fix.',
  );
}

/** Removes the leftovers of a failed installer, which would otherwise count as usable parts. @param {string} packageFolder */
function removeParts(packageFolder) {
  for (const part of ['deps', 'lib', 'build']) {
    rmSync(join(packageFolder, part), { recursive: true, force: true });
  }
}

/**
 * Fills a cache entry, which appears complete or not at all.
 *
 * @param {string} entry
 * @param {(folder: string) => void | Promise<void>} fill
 */
async function keep(entry, fill) {
  const unfinished = `${entry}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    await fill(unfinished);
    if (!existsSync(entry)) renameSync(unfinished, entry);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

const trial = `
const util = require('node:util');
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;
const tf = require(process.argv[1]);
const sum = tf.tensor1d([1, 2, 3]).sum().dataSync()[0];
if (sum !== 6) throw new Error('1 + 2 + 3 gave ' + sum);
`;

/**
 * Loads TensorFlow and adds three numbers, in a process of its own, because a wrong library ends the process.
 *
 * @param {'cpu' | 'gpu'} variant
 * @returns {Promise<string | undefined>} why it is unusable, or undefined
 */
async function whyNotUsable(variant) {
  const result = await run(process.execPath, ['-e', trial, packageName(variant)], {
    cwd: root,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
    timeout: 120_000,
  });
  if (result.code === 0) return undefined;
  return result.ended ?? /^\w*Error: .*/m.exec(result.output)?.[0] ?? lastLines(result.output, 2);
}
