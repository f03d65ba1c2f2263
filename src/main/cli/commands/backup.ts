import type { BackupProgress, BackupRun } from '../../../shared/contract/backup.ts';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { findBackup, listBackups } from '../../backup/backup-folder.ts';
import { recordRun } from '../../backup/record-run.ts';
import { restoreBackup } from '../../backup/restore-backup.ts';
import { refuseDamaged, verifyBackup } from '../../backup/verify-backup.ts';
import { writeBackup } from '../../backup/write-backup.ts';
import { takeLowPriority } from '../../host/low-priority.ts';
import { program, programVersion } from '../../host/program-folder.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { singleUser } from '../../users/single-user.ts';
import type { Terminal } from '../terminal.ts';
import { counted, percent } from '../text.ts';

export interface BackupOptions {
  readonly to?: string;
  readonly keep?: number;
  readonly withSecrets: boolean;
  readonly reread: boolean;
}

export interface RestoreOptions {
  readonly from: string;
  readonly to?: string;
  readonly backup?: string;
  readonly replace: boolean;
}

const phases = { database: 'Copying the database', files: 'Files', verify: 'Verifying' } as const;

function shown(terminal: Terminal): (progress: BackupProgress) => void {
  return ({ phase, done, total }) =>
    terminal.progress(`${phases[phase]}: ${percent(total === 0 ? 1 : done / total)}`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const ownHome = (): string => defaultHome(process.env, process.platform);

/** Takes a backup of the home at low priority, so that an inspection can go on. @throws StationError */
export async function takeBackup(terminal: Terminal, options: BackupOptions): Promise<void> {
  const { to, keep = null, withSecrets, reread } = options;
  if (to === undefined) throw new StationError('BAD_INPUT', 'Say where the backup goes to, with --to DIR.');
  takeLowPriority();
  const home = ownHome();
  const version = programVersion(program());
  const startedAt = Date.now();
  const record = (came: Pick<BackupRun, 'backup' | 'failure'>): void => {
    try {
      recordRun(stationPaths(home), {
        folder: to,
        startedAt,
        endedAt: Date.now(),
        startedBy: singleUser.name,
        ...came,
      });
    } catch (error) {
      terminal.note(`The station's list of backups does not have this one: ${messageOf(error)}`);
    }
  };
  const { name, summary, removed } = await writeBackup(
    { home, folder: to, keep, withSecrets, reread, version },
    shown(terminal),
  ).catch((error: unknown) => {
    record({ backup: null, failure: messageOf(error) });
    throw error;
  });
  const { files, bytes, newBytes } = summary;
  record({ backup: { name, files, bytes, newBytes }, failure: null });
  terminal.print(
    `${name}: ${counted(summary.files, 'file')}, ${megabytes(summary.bytes)}, ${megabytes(summary.newBytes)} of them new`,
  );
  if (summary.leftOut.length > 0) terminal.print(`Left out: ${summary.leftOut.join(', ')}`);
  for (const old of removed) terminal.print(`Removed: ${old}`);
  terminal.printJson({ backup: name, ...summary, removed });
}

/** Lists the backups of a folder. @throws StationError */
export async function printBackups(terminal: Terminal, folder: string): Promise<void> {
  const backups = await listBackups(folder);
  for (const { name, summary } of backups) {
    const secrets = summary.withSecrets ? ', with secrets' : '';
    terminal.print(
      `${name}  ${counted(summary.files, 'file')}, ${megabytes(summary.bytes)}, station ${summary.stationVersion}${secrets}`,
    );
  }
  if (backups.length === 0) terminal.print('There is no backup in this folder.');
  terminal.printJson({ backups: backups.map(({ name, summary }) => ({ name, ...summary })) });
}

/** Checks a backup by reading all of it. @throws StationError CORRUPT_FILE naming what is damaged */
export async function checkBackup(terminal: Terminal, folder: string, name: string | null): Promise<void> {
  const found = await findBackup(folder, name);
  const damaged = await verifyBackup(folder, found, (done, total) =>
    terminal.progress(`Verifying: ${percent(total === 0 ? 1 : done / total)}`),
  );
  for (const { path, fault } of damaged) terminal.note(`${path}: ${fault}`);
  refuseDamaged(damaged, found.name);
  terminal.print(`${found.name}: ${counted(found.summary.files, 'file')}, all as they were written`);
  terminal.printJson({ backup: found.name, files: found.summary.files, damaged });
}

/** Restores a home from a backup. @throws StationError */
export async function restore(terminal: Terminal, options: RestoreOptions): Promise<void> {
  const { from, to = ownHome(), backup = null, replace } = options;
  const done = await restoreBackup({ folder: from, backup, home: to, replace }, shown(terminal));
  terminal.print(
    `${done.backup} is restored into ${to}: ${counted(done.files, 'file')}, ${megabytes(done.bytes)}`,
  );
  if (done.replaced !== null) terminal.print(`What was there before lies in ${done.replaced}`);
  if (done.leftOut.some((name) => name.startsWith('secrets'))) {
    terminal.print('Passwords and keys are not in the backup: set those of outputs and cameras again.');
  }
  terminal.printJson({ ...done, home: to });
}
