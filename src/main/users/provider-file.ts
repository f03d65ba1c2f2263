import { rmSync } from 'node:fs';
import { StationError } from '../../shared/domain/station-error.ts';
import { readSecretJson, writeSecretFile } from '../files/secret-file.ts';
import { isSafeIssuer, openIdSchema, type OpenIdSettings } from './openid.ts';

/** Reads the provider's settings; null if there is no provider. @throws StationError CORRUPT_FILE */
export function readProvider(file: string): OpenIdSettings | null {
  return readSecretJson(file, openIdSchema, 'Set it again with "users provider set".');
}

/** @throws StationError BAD_INPUT, DISK_FULL, NO_PERMISSION */
export function writeProvider(file: string, given: OpenIdSettings): void {
  const parsed = openIdSchema.safeParse(given);
  if (!parsed.success || !isSafeIssuer(parsed.data.issuer)) {
    throw new StationError(
      'BAD_INPUT',
      'The issuer is an address with https, and client, claim and label are text.',
    );
  }
  writeSecretFile(file, JSON.stringify(parsed.data));
}

export function removeProvider(file: string): void {
  rmSync(file, { force: true });
}
