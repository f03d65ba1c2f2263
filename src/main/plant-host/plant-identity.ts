import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { uuid } from '../../shared/contract/base.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { writeSecretFile } from '../files/secret-file.ts';
import type { PlantPaths } from '../station/plant-paths.ts';

/** Returns the plant's identity, by which a log belongs to one plant. Made once; backups include it. @throws StationError CORRUPT_FILE, DISK_FULL */
export function plantIdentity({ identity }: Pick<PlantPaths, 'identity'>): string {
  if (!existsSync(identity)) writeSecretFile(identity, randomUUID());
  const found = uuid.safeParse(readFileSync(identity, 'utf8').trim());
  if (found.success) return found.data;
  throw new StationError('CORRUPT_FILE', `“${identity}” cannot be read. Take it from a backup.`);
}
