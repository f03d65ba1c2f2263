import { join } from 'node:path';
import { command } from './setup/command.mjs';
import { runInPlace } from './setup/node-runtime.mjs';
import { root } from './setup/paths.mjs';

// Runs unit tests when their sources change: none at first, then those of each change; given parts of paths, also those at once.
const filters = process.argv.slice(2);
const args = ['watch', '--project=unit*', ...(filters.length === 0 ? ['--standalone'] : filters)];
await command({ script: import.meta.url, quiet: true, build: false }, () =>
  runInPlace(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...args]),
);
