import { StationError } from '../../shared/domain/station-error.ts';
import { trustedKeys, type Installation } from './installation.ts';
import { readSignedPackage, type SignedPackage } from './signed-package.ts';
import { architecture } from './system.ts';
import { compareVersions } from './version.ts';

export interface CheckedFile {
  readonly installed: Installation;
  readonly file: string;
  /** Name of the file in messages. */
  readonly name: string;
  readonly allowDowngrade: boolean;
}

/**
 * Reads a signed package completely, and checks whether this installation may take it.
 *
 * @throws StationError CORRUPT_FILE, FORBIDDEN for a signature; BAD_INPUT for a version or a machine
 */
export async function checkRelease(given: CheckedFile): Promise<SignedPackage> {
  const { installed, file, name, allowDowngrade } = given;
  const { version } = installed;
  const release = await readSignedPackage(file, trustedKeys(installed), name);
  const machine = await architecture();
  if (release.architecture !== machine) {
    throw new StationError(
      'BAD_INPUT',
      `The package is for ${release.architecture}, this machine is ${machine}.`,
    );
  }
  const order = compareVersions(release.version, version);
  if (order === 0) throw new StationError('BAD_INPUT', `Version ${version} is installed already.`);
  if (order < 0 && !allowDowngrade) {
    throw new StationError(
      'BAD_INPUT',
      `Version ${release.version} is older than ${version}, which is installed. --allow-downgrade takes it all the same.`,
    );
  }
  return release;
}
