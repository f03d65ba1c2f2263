import { join } from 'node:path';
import { root } from './paths.mjs';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { hashOf, unlessDone } from './stamp.mjs';

const trial = join(root, 'scripts', 'setup', 'native-trial.mjs');
/** The packages with native code that the lock file brings whole; TensorFlow's has a step of its own. */
const packages = ['better-sqlite3', 'onnxruntime-node', 'sharp'];
/** All that the station loads. */
export const nativePackages = [...packages, '@tensorflow/tfjs-node'];

/** Tries each native module in a process of its own; a wrong binary ends the process that loads it. */
export async function ensureNativeModules() {
  const values = [process.version, process.platform, process.arch];
  const hash = hashOf(root, ['package-lock.json', 'scripts/setup/native-trial.mjs'], values);
  return unlessDone(join(root, 'node_modules', '.cache', 'native-modules.stamp'), hash, async () => {
    for (const name of packages) {
      const reason = await whyNotUsable(name);
      if (reason === undefined) continue;
      throw new SetupError(
        `${name} cannot be used on ${process.platform} ${process.arch}: ${reason}`,
        `Delete node_modules/${name} and run the command again to install it anew.`,
      );
    }
    return packages.join(', ');
  });
}

/**
 * Why a package with native code cannot be used, or undefined. What two copies of GLib in one process do to each
 * other shows in warnings at first and in a crash sometime later, so that a warning counts.
 *
 * @param {string} name
 * @param {{ program?: string, folder?: string, env?: NodeJS.ProcessEnv }} [place] `program` is Node, or what acts as
 *   Node in this environment; `folder` has the package in its node_modules
 * @returns {Promise<string | undefined>} in one line
 */
export async function whyNotUsable(
  name,
  { program = process.execPath, folder = root, env = process.env } = {},
) {
  const result = await run(program, [trial, folder, name], { cwd: folder, env, timeout: 120_000 });
  const warning = /GLib(?:-GObject)?-(?:CRITICAL|WARNING).*/.exec(result.output)?.[0];
  if (warning !== undefined) return warning;
  if (result.code === 0) return undefined;
  const told = /^\w*Error: .*/m.exec(result.output)?.[0] ?? lastLines(result.output, 1);
  return result.ended ?? [result.signal, told].filter(Boolean).join(': ');
}
