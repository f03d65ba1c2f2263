import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './setup/command.mjs';
import { runInPlace } from './setup/node-runtime.mjs';
import { root } from './setup/paths.mjs';

const folder = join(root, 'test', 'bench');
const [name, ...args] = process.argv.slice(2);

// A benchmark is a program in test/bench, run on its own so that nothing else takes time in its process.
await command({ script: import.meta.url, out: process.stderr, quiet: true, build: false }, async () => {
  const programs = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.bench.ts')) : [];
  const names = programs.map((file) => file.replace(/\.bench\.ts$/, ''));
  if (name !== undefined && names.includes(name)) {
    return runInPlace(process.execPath, [join(folder, `${name}.bench.ts`), ...args]);
  }
  process.stderr.write(`Usage: npm run bench -- NAME [options]\nBenchmarks: ${names.join(', ') || 'none'}\n`);
  return name === undefined ? 0 : 2;
});
