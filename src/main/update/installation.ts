import { readFileSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { systemCode } from '../files/file-failure.ts';
import type { Program } from '../host/program-folder.ts';

/** Folder of public keys that this machine's administrator trusts in addition to the program's own. */
const ownKeys = '/etc/loupe-station/keys';

/** An installation by a package: one folder for each version, and the link `current` to the version in use. */
export interface Installation {
  /** The folder of the versions. */
  readonly folder: string;
  /** The version in use. */
  readonly version: string;
}

/** @throws StationError BAD_INPUT if the running program was not installed by a package */
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

/** Switches to a version, atomically. */
export function useVersion({ folder }: Installation, version: string): void {
  const fresh = join(folder, 'current.new');
  rmSync(fresh, { force: true });
  symlinkSync(version, fresh);
  renameSync(fresh, join(folder, 'current'));
}

/** Returns the program and script of a version's command line. */
export function commandOf({ folder }: Installation, version: string): readonly [string, string] {
  return [join(folder, version, 'bin', 'node'), join(folder, version, 'out', 'main', 'cli.js')];
}

/** Reads the trusted public keys (PEM), by name: those of the version in use and the administrator's. */
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
