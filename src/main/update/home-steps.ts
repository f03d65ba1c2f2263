import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { restoreBackup } from '../backup/restore-backup.ts';
import { stationAtWork } from '../database/station-lock.ts';
import { openReadOnly } from '../diagnosis/read-only-database.ts';
import { createSessionRepository } from '../inspection/session-repository.ts';
import { stationPaths } from '../station/paths.ts';

/*
 * What an update does in the home. It runs as the station's user, in a process of its own: whoever updates is root, and would leave files
 * that the station could not open.
 */

export interface HomeState {
  /** Whether a station works in the home. */
  readonly atWork: boolean;
  /** Inspections that it has open. */
  readonly inspections: number;
}

/** @throws StationError NO_PERMISSION, CORRUPT_FILE */
export function lookAtHome(home: string): HomeState {
  const paths = stationPaths(home);
  if (stationAtWork(paths.lock) === null) return { atWork: false, inspections: 0 };
  if (!existsSync(paths.database)) return { atWork: true, inspections: 0 };
  const database = openReadOnly(paths.database);
  try {
    return { atWork: true, inspections: createSessionRepository(database).open().length };
  } finally {
    database.close();
  }
}

/**
 * Makes the home what it was when the backup was taken. What a backup leaves out (logs, thumbnails, copies of before migrations)
 * stays as it is; the rest of what a newer version made of the home goes.
 *
 * @throws StationError as `restoreBackup`
 */
export async function goBackTo(home: string, folder: string, backup: string): Promise<void> {
  const { replaced } = await restoreBackup({ folder, backup, home, replace: true }, () => undefined);
  if (replaced === null) return;
  for (const name of await readdir(replaced)) {
    const kept = join(home, name);
    // A database's log of writes belongs to the database that goes.
    if (!existsSync(kept) && !name.startsWith('station.db')) await rename(join(replaced, name), kept);
  }
  await rm(replaced, { recursive: true, force: true });
}
