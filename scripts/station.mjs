import { join } from 'node:path';
import { command } from './setup/command.mjs';
import { runInPlace } from './setup/node-runtime.mjs';
import { root } from './setup/paths.mjs';

// Standard output belongs to the command's result, so the set-up writes to standard error, and only if it has work.
await command({ script: import.meta.url, out: process.stderr, quiet: true }, () =>
  runInPlace(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)]),
);
