import type { BackupRun } from '../../shared/contract/backup.ts';
import { readDatabaseFile } from '../database/database-file.ts';
import { migrations } from '../database/migrations.ts';
import { openBesideStation } from '../database/open-beside-station.ts';
import type { StationPaths } from '../station/paths.ts';
import { createBackupRepository } from './repository.ts';

/**
 * Records a command's backup, or its failure, in the database, where the station's window and metrics find it. It skips a database of
 * another version, which it must not migrate; so a backup before an update leaves no row.
 */
export function recordRun(paths: StationPaths, run: Omit<BackupRun, 'id'>): void {
  if (readDatabaseFile(paths.database)?.version !== migrations.at(-1)?.version) return;
  const { database, close } = openBesideStation(paths);
  try {
    createBackupRepository(database).add(run);
  } finally {
    close();
  }
}
