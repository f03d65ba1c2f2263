import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationFaults, readReleased, unreleasedMigrations } from './release/migrations.mjs';
import { makeSbom, sbomFaults } from './release/sbom.mjs';
import { releaseFaults } from './release/version.mjs';
import { manifestOf } from './setup/manifest.mjs';
import { root } from './setup/paths.mjs';
import { run } from './setup/run.mjs';

// Lists what is missing before the version in package.json can be released (docs/releasing.md).
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const migrations = join(root, 'src', 'main', 'database', 'migrations');
const released = readReleased(join(root, 'src', 'main', 'database', 'released-migrations.json'));
const lock = JSON.parse(read('package-lock.json'));
const tags = await run('git', ['tag', '--list', 'v*'], { cwd: root });
const notices = await run(process.execPath, [join(root, 'scripts', 'notices.mjs'), '--check'], { cwd: root });

const faults = [
  ...releaseFaults({
    version: manifestOf().version,
    lockVersions: [lock.version, lock.packages[''].version],
    changelog: read('CHANGELOG.md'),
    tags: tags.stdout.split('\n'),
    unreleasedMigrations: unreleasedMigrations(migrations, released).map(({ name }) => name),
  }),
  ...migrationFaults(migrations, released),
  ...(await makeSbom().then(
    (document) => sbomFaults(document),
    (/** @type {Error} */ error) => [error.message],
  )),
  ...(notices.code === 0 ? [] : [notices.output.trim()]),
];
for (const fault of faults) process.stdout.write(`${fault}\n`);
if (faults.length === 0) process.stdout.write('Nothing is missing in the files. Next: docs/releasing.md.\n');
process.exitCode = faults.length > 0 ? 1 : 0;
