import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage, mayInstallPackages } from './apt.mjs';
import { findOnPath } from './run.mjs';

/** Debian has a folder for each version. */
const versions = '/usr/lib/postgresql';

/** Finds the folder with `initdb` and `postgres` of a PostgreSQL server. @returns {string | undefined} */
export function findPostgresql() {
  const found = existsSync(versions) ? readdirSync(versions) : [];
  const newest = found.toSorted((a, b) => Number(b) - Number(a)).map((name) => join(versions, name, 'bin'));
  return newest.find((bin) => existsSync(join(bin, 'initdb'))) ?? onPath();
}

function onPath() {
  const program = findOnPath('initdb');
  return program === undefined ? undefined : join(program, '..');
}

/**
 * Finds a PostgreSQL server; on Debian and Ubuntu, as root, installs one if there is none.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ programs: string } | { reason: string }>}
 */
export async function ensurePostgresql(say) {
  const found = findPostgresql();
  if (found !== undefined) return { programs: found };
  if (!mayInstallPackages()) {
    return { reason: 'PostgreSQL is not installed (Debian: apt-get install postgresql)' };
  }
  say('no PostgreSQL found; installing it with apt-get');
  const reason = await installPackage('postgresql');
  const installed = findPostgresql();
  return installed === undefined
    ? { reason: `apt-get could not install postgresql: ${reason ?? 'no program came with the package'}` }
    : { programs: installed };
}
