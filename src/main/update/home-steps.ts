import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { restoreBackup } from '../backup/restore-backup.ts';
import { stationAtWork } from '../database/station-lock.ts';
import { openReadOnlyIfCurrent } from '../diagnosis/read-only-database.ts';
import { createSessionRepository } from '../inspection/session-repository.ts';
import { stationPaths } from '../station/paths.ts';

/*
 * The steps of an update within the home. They run as the station's user in a separate process, because an update runs as root, and
 * the station could not open root's files.
 */

export interface HomeState {
  /** True if a station works in the home. */
  readonly atWork: boolean;
  /** Number of its open inspections. */
  readonly inspections: number;
}

/** @throws StationError NO_PERMISSION, CORRUPT_FILE */
export function lookAtHome(home: string): HomeState {
  const paths = stationPaths(home);
  if (stationAtWork(paths.lock) === null) return { atWork: false, inspections: 0 };
  if (!existsSync(paths.database)) return { atWork: true, inspections: 0 };
  const database = openReadOnlyIfCurrent(paths.database);
  try {
    return { atWork: true, inspections: createSessionRepository(database).open().length };
  } finally {
    database.close();
  }
}

/**
 * Restores the home from a backup. Files that a backup leaves out (logs, thumbnails, copies made before migrations) stay; all other
 * changes by the newer version are removed.
 *
 * @throws StationError as `restoreBackup`
 */
export async function goBackTo(home: string, folder: string, backup: string): Promise<void> {
  const { replaced } = await restoreBackup({ folder, backup, home, replace: true }, () => undefined);
  if (replaced === null) return;
  for (const name of await readdir(replaced)) {
    const kept = join(home, name);
    // The write-ahead log belongs to the removed database.
    if (!existsSync(kept) && !name.startsWith('station.db')) await rename(join(replaced, name), kept);
  }
  await rm(replaced, { recursive: true, force: true });
}
