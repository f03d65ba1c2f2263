import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLines, run } from '../setup/run.mjs';
import { SetupError } from '../setup/setup-error.mjs';

/** Dependencies of the .deb besides the base system of Debian (packaging/debian/control). */
export const dependencies = ['adduser', 'debconf', 'init-system-helpers', 'libc6', 'libgcc-s1', 'libstdc++6'];
/** Further packages for the kiosk. */
export const kioskPackages = ['cage', 'chromium'];

/**
 * Downloads packages of the distribution with all their dependencies.
 *
 * @param {string} folder folder for the .deb files
 * @param {string[]} names
 * @throws {SetupError}
 */
export async function fetchPackages(folder, names) {
  const fetched = await run('apt-get', ['download', ...(await closure(names))], {
    cwd: folder,
    timeout: 15 * 60_000,
  });
  if (fetched.code === 0) return;
  throw new SetupError(
    `apt-get could not fetch ${names.join(', ')}: ${fetched.ended ?? lastLines(fetched.output, 2)}`,
    'Make the mirrors of the distribution reachable, run apt-get update, and run the command again.',
  );
}

/**
 * Lists the packages that an empty machine needs for the given ones, as `name=version`.
 *
 * @param {string[]} names
 * @throws {SetupError}
 */
async function closure(names) {
  const folder = mkdtempSync(join(tmpdir(), 'loupe-apt-'));
  try {
    const status = join(folder, 'status');
    writeFileSync(status, '');
    const options = [
      `Dir::State::status=${status}`,
      'APT::Install-Recommends=false',
      'Debug::NoLocking=true',
    ];
    const asked = await run('apt-get', [
      ...options.flatMap((option) => ['-o', option]),
      '--simulate',
      'install',
      ...names,
    ]);
    if (asked.code !== 0) {
      throw new SetupError(
        `apt-get does not know ${names.join(', ')}: ${lastLines(asked.output, 2)}`,
        'Run apt-get update.',
      );
    }
    return [...asked.stdout.matchAll(/^Inst (\S+) \((\S+) /gm)].map(
      ([, name, version]) => `${name}=${version}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
