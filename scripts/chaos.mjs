import { join } from 'node:path';
import { command } from './setup/command.mjs';
import { ensureFakeTime } from './setup/faketime.mjs';
import { ensureNats } from './setup/nats.mjs';
import { runInPlace } from './setup/node-runtime.mjs';
import { root } from './setup/paths.mjs';

// The program is beside the tests, because the gate also runs some of its kills.
const program = join(root, 'test', 'chaos', 'chaos.ts');
await command({ script: import.meta.url, out: process.stderr, quiet: true, build: false }, async () => {
  /** @param {string} text */
  const say = (text) => void process.stderr.write(`${text}\n`);
  if (process.argv.includes('--plant')) await ensureNats(say);
  else await ensureFakeTime(say);
  return runInPlace(process.execPath, [program, ...process.argv.slice(2)]);
});
