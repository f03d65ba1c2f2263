import { join } from 'node:path';
import { command } from './setup/command.mjs';
import { runInPlace } from './setup/node-runtime.mjs';
import { root } from './setup/paths.mjs';

// The program is beside the tests, whose helpers it uses to fill a station's home.
const program = join(root, 'test', 'seed', 'seed.ts');
await command({ script: import.meta.url, out: process.stderr, quiet: true, build: false }, () =>
  runInPlace(process.execPath, [program, ...process.argv.slice(2)]),
);
