import { join } from 'node:path';
import { root } from './paths.mjs';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { hashOf, unlessDone } from './stamp.mjs';

/** Each package with native code, and the smallest use of it. */
const trials = {
  'better-sqlite3': `const Database = (await import('better-sqlite3')).default;
    new Database(':memory:').prepare('select 1').get();`,
  'onnxruntime-node': `const { Tensor } = await import('onnxruntime-node'); new Tensor('float32', [1]);`,
  sharp: `const sharp = (await import('sharp')).default;
    await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } }).png().toBuffer();`,
};

/** Tries each native module in a process of its own; a wrong binary ends the process that loads it. */
export async function ensureNativeModules() {
  const hash = hashOf(root, ['package-lock.json'], [process.version, process.platform, process.arch]);
  return unlessDone(join(root, 'node_modules', '.cache', 'native-modules.stamp'), hash, async () => {
    for (const [name, program] of Object.entries(trials)) {
      const args = ['--input-type=module', '-e', program];
      const result = await run(process.execPath, args, { cwd: root, timeout: 60_000 });
      if (result.code === 0) continue;
      const reason = result.ended ?? /^\w*Error: .*/m.exec(result.output)?.[0] ?? lastLines(result.output, 2);
      throw new SetupError(
        `${name} cannot be loaded on ${process.platform} ${process.arch}: ${reason}`,
        `Delete node_modules/${name} and run the command again to install it anew.`,
      );
    }
    return Object.keys(trials).join(', ');
  });
}
