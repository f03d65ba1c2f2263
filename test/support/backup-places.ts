import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { restoreBackup } from '../../src/main/backup/restore-backup.ts';
import { writeBackup } from '../../src/main/backup/write-backup.ts';
import { temporaryFolder } from './temporary-folder.ts';

const quiet = (): void => undefined;

/** A home to be made, a folder for its backups, and what takes and restores them. */
export function backupPlaces() {
  const root = temporaryFolder();
  const folder = join(root, 'backups');
  mkdirSync(folder);
  const home = join(root, 'home');
  const take = (change: Partial<Parameters<typeof writeBackup>[0]> = {}) =>
    writeBackup(
      { home, folder, keep: null, withSecrets: false, reread: false, version: '0.0.0', ...change },
      quiet,
    );
  const restore = (to: string, replace = false) =>
    restoreBackup({ folder, backup: null, home: to, replace }, quiet);
  return { root, home, folder, take, restore };
}
