import { readFileSync, rmSync } from 'node:fs';
import { StationError } from '../../shared/domain/station-error.ts';
import { membershipSchema, type Membership } from '../../shared/plant/membership.ts';
import { systemCode } from '../files/file-failure.ts';
import { writeSecretFile } from '../files/secret-file.ts';

/** What the station needs to talk to its plant; null: it is in none. @throws StationError CORRUPT_FILE */
export function readMembership(file: string): Membership | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    return membershipSchema.parse(JSON.parse(text));
  } catch {
    throw new StationError(
      'CORRUPT_FILE',
      `“${file}” cannot be read. Join the plant again with a new token.`,
    );
  }
}

/** For the station's user alone. @throws StationError DISK_FULL, NO_PERMISSION */
export const writeMembership = (file: string, membership: Membership): void =>
  writeSecretFile(file, JSON.stringify(membership));

export const removeMembership = (file: string): void => rmSync(file, { force: true });
