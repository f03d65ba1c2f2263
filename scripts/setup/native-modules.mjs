import { join } from 'node:path';
import { root } from './paths.mjs';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { hashOf, unlessDone } from './stamp.mjs';

const trial = join(root, 'scripts', 'setup', 'native-trial.mjs');
/** Native packages that the lock file delivers complete; TensorFlow's has a step of its own. */
const packages = ['better-sqlite3', 'onnxruntime-node', 'sharp'];
/** All native packages that the station loads. */
export const nativePackages = [...packages, '@tensorflow/tfjs-node'];

/** Tries each native module in a process of its own, because a wrong binary ends the process that loads it. */
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
 * Returns why a native package is unusable, or undefined. A warning counts as a failure: two copies of GLib in one
 * process first cause warnings and later a crash.
 *
 * @param {string} name
 * @param {{ program?: string, folder?: string, env?: NodeJS.ProcessEnv }} [place]
 *   `program` is Node, or a program that acts as Node in this environment; `folder` has the package in its node_modules
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
