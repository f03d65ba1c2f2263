import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { lockStation, type StationLock } from '../database/station-lock.ts';
import { fileFailure } from '../files/file-failure.ts';
import { backupNamePattern, readSummary, type BackupSummary } from './manifest.ts';

/** A backup in a folder of backups. */
export interface FoundBackup {
  readonly name: string;
  readonly folder: string;
  readonly summary: BackupSummary;
}

/** Locks a folder of backups, since only one backup at a time may write to it. @throws StationError CONFLICT */
export function lockBackups(folder: string): StationLock {
  try {
    return lockStation(join(folder, 'backup.lock'));
  } catch (error) {
    if (!(error instanceof StationError) || error.code !== 'DATABASE_LOCKED') throw error;
    throw new StationError(
      'CONFLICT',
      `A backup is being written into “${folder}” already. Wait for it to end.`,
    );
  }
}

/** Lists a folder's complete backups, newest first; skips incomplete ones. @throws StationError NOT_FOUND, NO_PERMISSION */
export async function listBackups(folder: string): Promise<FoundBackup[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw fileFailure(error, folder);
  });
  const found: FoundBackup[] = [];
  for (const name of names
    .filter((one) => backupNamePattern.test(one))
    .toSorted()
    .toReversed()) {
    const path = join(folder, name);
    const summary = await readSummary(path).catch(() => null);
    if (summary !== null) found.push({ name, folder: path, summary });
  }
  return found;
}

/** @param name null for the newest. @throws StationError NOT_FOUND naming the existing backups */
export async function findBackup(folder: string, name: string | null): Promise<FoundBackup> {
  if (name !== null && backupNamePattern.test(name)) {
    const path = join(folder, name);
    return { name, folder: path, summary: await readSummary(path) };
  }
  const all = await listBackups(folder);
  const [newest] = all;
  if (name === null && newest) return newest;
  const hint = newest ? `There are: ${all.map((one) => one.name).join(', ')}.` : 'There is none.';
  throw new StationError(
    'NOT_FOUND',
    `“${folder}” has no backup${name === null ? '' : ` “${name}”`}. ${hint}`,
  );
}
