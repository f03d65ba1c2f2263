import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationFaults, readReleased, unreleasedMigrations } from './release/migrations.mjs';
import { manifestOf } from './setup/manifest.mjs';
import { root } from './setup/paths.mjs';

// Compares the database's migrations with the released ones (`--check`), or adds the new ones to the list (`--release`).
const folder = join(root, 'src', 'main', 'database', 'migrations');
const list = join(root, 'src', 'main', 'database', 'released-migrations.json');

const released = readReleased(list);
const faults = migrationFaults(folder, released);
for (const fault of faults) process.stdout.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
else if (process.argv.includes('--release')) release();

/** Adds every unlisted migration, as part of the version in package.json. */
function release() {
  const { version } = manifestOf();
  const added = unreleasedMigrations(folder, released);
  const entries = added.map(({ name, sha256 }) => [name, { release: version, sha256 }]);
  writeFileSync(list, `${JSON.stringify({ ...released, ...Object.fromEntries(entries) }, null, 2)}\n`);
  process.stdout.write(`${added.length} migrations added to those released with ${version}\n`);
}
