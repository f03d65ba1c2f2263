import { rmSync } from 'node:fs';
import { membershipSchema, type Membership } from '../../shared/plant/membership.ts';
import { readSecretJson, writeSecretFile } from '../files/secret-file.ts';

/** Reads the station's membership in a plant; null if there is none. @throws StationError CORRUPT_FILE */
export function readMembership(file: string): Membership | null {
  return readSecretJson(file, membershipSchema, 'Join the plant again with a new token.');
}

/** Writes the membership; only the station's user may read it. @throws StationError DISK_FULL, NO_PERMISSION */
export const writeMembership = (file: string, membership: Membership): void =>
  writeSecretFile(file, JSON.stringify(membership));

export const removeMembership = (file: string): void => rmSync(file, { force: true });
