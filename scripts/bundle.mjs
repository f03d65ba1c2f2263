import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dependencies, fetchPackages, kioskPackages } from './package/dependencies.mjs';
import { writeBundle } from './package/write-bundle.mjs';
import { root } from './setup/paths.mjs';
import { SetupError } from './setup/setup-error.mjs';

const usage = `Usage: npm run bundle -- [--deb FILE] [--kiosk] [--to DIR]
Makes one archive that sets up a machine without a network (docs/install.md), for the distribution of this machine.
  --deb    the package that "npm run package" made; the newest in packages/ when left out
  --kiosk  with cage and Chromium, for the screen on the line
  --to     the folder of the archive
`;

const { values } = parseArgs({
  options: {
    deb: { type: 'string' },
    kiosk: { type: 'boolean' },
    to: { type: 'string' },
    help: { type: 'boolean' },
  },
});

try {
  if (values.help) process.stdout.write(usage);
  else process.stdout.write(`${await makeBundle()}\n`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stdout.write(`${error.message}\n${error.advice}\n`);
  process.exitCode = 1;
}

async function makeBundle() {
  const deb = values.deb === undefined ? newestPackage() : resolve(values.deb);
  const to = resolve(values.to ?? dirname(deb));
  const file = join(to, `${basename(deb, '.deb')}_bundle.tar`);
  mkdirSync(to, { recursive: true });
  const folder = mkdtempSync(join(to, '.bundle-'));
  try {
    const needed = join(folder, 'needed');
    mkdirSync(needed);
    await fetchPackages(needed, [...dependencies, ...(values.kiosk ? kioskPackages : [])]);
    await writeBundle({ folder, deb, needed, file });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return file;
}

function newestPackage() {
  const folder = join(root, 'packages');
  const found = readdirSync(folder)
    .filter((name) => name.endsWith('.deb'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const newest = found.at(-1);
  if (newest === undefined) throw new SetupError('packages/ has no .deb', 'Make one with npm run package.');
  return join(folder, newest);
}
