import { rmSync } from 'node:fs';
import { membershipSchema, type Membership } from '../../shared/plant/membership.ts';
import { readSecretJson, writeSecretFile } from '../files/secret-file.ts';

/** What the station needs to talk to its plant; null: it is in none. @throws StationError CORRUPT_FILE */
export function readMembership(file: string): Membership | null {
  return readSecretJson(file, membershipSchema, 'Join the plant again with a new token.');
}

/** For the station's user alone. @throws StationError DISK_FULL, NO_PERMISSION */
export const writeMembership = (file: string, membership: Membership): void =>
  writeSecretFile(file, JSON.stringify(membership));

export const removeMembership = (file: string): void => rmSync(file, { force: true });
