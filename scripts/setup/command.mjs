import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { withLock } from './lock.mjs';
import { ensureNativeModules } from './native-modules.mjs';
import { environmentFor, runInPlace, suitableNode } from './node-runtime.mjs';
import { ensureCudaProvider } from './onnxruntime-cuda.mjs';
import { toolchain } from './paths.mjs';
import { SetupError } from './setup-error.mjs';
import { createSteps } from './steps.mjs';
import { ensureTensorflow } from './tensorflow.mjs';

/** Environment variable of a process that was restarted on the private Node. */
const restarted = 'LOUPE_RESTARTED';

/**
 * @typedef {{ script: string, out?: NodeJS.WriteStream, quiet?: boolean, build?: boolean, failed?: () => void,
 *   extra?: { title: string, work: (say: (text: string) => void) => Promise<string | undefined> } | undefined }} Options
 *   `script` is the calling module's `import.meta.url`; `extra` is a further step at the end of the set-up; `failed` is
 *   called if the set-up fails.
 */

/**
 * Runs one of the project's commands: finds a suitable Node, does the set-up, then the work. A failed set-up prints the
 * reason and a remedy, and returns exit code 1.
 *
 * @param {Options} options
 * @param {() => Promise<number>} work returns the exit code
 */
export async function command(options, work) {
  const { out = process.stdout, failed } = options;
  try {
    process.exitCode = (await setUp(options)) ?? (await work());
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    out.write(`\n${error.message}\n${error.advice}\n`);
    failed?.();
    process.exitCode = 1;
  }
}

/**
 * @param {Options} options
 * @returns {Promise<number | undefined>} the exit code if another process did the work
 */
async function setUp({ script, out = process.stdout, quiet = false, build = true, extra }) {
  const again = process.env[restarted] !== undefined;
  delete process.env[restarted];
  const total = 4 + (build ? 1 : 0) + (extra === undefined ? 0 : 1);
  const step = createSteps({ total, first: again ? 2 : 1, out, quiet });
  if (!again) {
    let program = process.execPath;
    await step('Node', async (say) => {
      program = await suitableNode(say);
      return program === process.execPath ? process.version : 'private';
    });
    if (program !== process.execPath) {
      const args = [fileURLToPath(script), ...process.argv.slice(2)];
      return runInPlace(program, args, { ...environmentFor(program), [restarted]: '1' });
    }
  }
  await untilSignal(() => prepare(step, { out, build, extra }));
  return undefined;
}

/**
 * @param {ReturnType<typeof createSteps>} step
 * @param {Pick<Options, 'build' | 'extra'> & { out: NodeJS.WriteStream }} options
 */
async function prepare(step, { out, build, extra }) {
  const waiting = (/** @type {number} */ owner) =>
    out.write(`Waiting for another set-up in this folder (process ${owner})\n`);
  await withLock(join(toolchain, 'lock'), waiting, async () => {
    await step('Dependencies', ensureDependencies);
    await step('TensorFlow', ensureTensorflow);
    await step('Native modules', async (say) => {
      const results = [await ensureCudaProvider(say), await ensureNativeModules()];
      return results.filter((result) => result !== '').join(', ');
    });
    if (build) await step('Build', ensureBuild);
    if (extra !== undefined) await step(extra.title, extra.work);
  });
}

/**
 * Ends the set-up cleanly on a signal: its child processes end too, and the lock is released.
 *
 * @param {() => Promise<void>} work
 */
async function untilSignal(work) {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  const handlers = Object.entries(codes).map(
    ([signal, code]) => /** @type {const} */ ([signal, () => process.exit(code)]),
  );
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    await work();
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}
