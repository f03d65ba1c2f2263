import { readFileSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { systemCode } from '../files/file-failure.ts';
import type { Program } from '../host/program-folder.ts';

/** Keys that the administrator of this machine trusts beside those of the program. */
const ownKeys = '/etc/loupe-station/keys';

/** A program that a package installed: a folder a version, and the link `current` to the one in use. */
export interface Installation {
  /** Has the versions. */
  readonly folder: string;
  /** The version in use. */
  readonly version: string;
}

/** @throws StationError BAD_INPUT where the program that runs was not installed by a package */
export function installation(here: Program): Installation {
  const [folder, version] = [dirname(here.folder), basename(here.folder)];
  const current = realPath(join(folder, 'current'));
  if (here.built && current === here.folder) return { folder, version };
  throw new StationError(
    'BAD_INPUT',
    'This station was not installed by a package, so that it cannot update itself: see docs/install.md.',
    here.folder,
  );
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** Makes a version the one in use, in one step. */
export function useVersion({ folder }: Installation, version: string): void {
  const fresh = join(folder, 'current.new');
  rmSync(fresh, { force: true });
  symlinkSync(version, fresh);
  renameSync(fresh, join(folder, 'current'));
}

/** The words that start the command line of a version. */
export function commandOf({ folder }: Installation, version: string): readonly [string, string] {
  return [join(folder, version, 'bin', 'node'), join(folder, version, 'out', 'main', 'cli.js')];
}

/** Public keys (PEM) whose packages are taken, by name: those of the version in use and the administrator's. */
export function trustedKeys({ folder, version }: Installation): Map<string, string> {
  const files = [join(folder, version, 'keys'), ownKeys].flatMap((place) =>
    namesIn(place).map((name) => join(place, name)),
  );
  return new Map(files.map((file) => [basename(file, '.pem'), readFileSync(file, 'utf8')]));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.pem'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
