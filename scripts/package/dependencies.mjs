import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLines, run } from '../setup/run.mjs';
import { SetupError } from '../setup/setup-error.mjs';

/** What the .deb depends on, beside what every Debian has (packaging/debian/control). */
export const dependencies = ['adduser', 'debconf', 'init-system-helpers', 'libc6', 'libgcc-s1', 'libstdc++6'];
/** What the kiosk needs beside it. */
export const kioskPackages = ['cage', 'chromium'];

/**
 * Fetches packages of the distribution, and all that they depend on in turn.
 *
 * @param {string} folder where the .deb files go
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
 * The packages that an empty machine needs for these, as `name=version`.
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
