import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StationError, messageOf } from '../../shared/domain/station-error.ts';
import { writeFileDurably } from '../files/durable-file.ts';
import { systemCode } from '../files/file-failure.ts';
import type { Installation } from './installation.ts';

const journalSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Name of the package. */
  file: z.string(),
  home: z.string(),
  backups: z.string(),
  /** Name of the backup from which a failed update restores the home. */
  backup: z.string(),
  /** True once the new version has passed its trial and is in use; from then on the update is finished, not undone. */
  isInUse: z.boolean(),
  process: z.number().int(),
  /** Id of the machine's boot; a process of another boot is not the updating one. */
  boot: z.string(),
});
/** The state of a running update, by which an interrupted one (e.g. by a power cut) is undone or finished. */
export type UpdateJournal = z.infer<typeof journalSchema>;

/** The journal without its process. */
export type OwnJournal = Omit<UpdateJournal, 'process' | 'boot'>;

const fileOf = ({ folder }: Installation): string => join(folder, 'update.json');

export async function writeJournal(installed: Installation, journal: OwnJournal): Promise<void> {
  const own = { process: process.pid, boot: thisBoot() };
  await writeFileDurably(fileOf(installed), Buffer.from(JSON.stringify({ ...journal, ...own })));
}

export function removeJournal(installed: Installation): void {
  rmSync(fileOf(installed), { force: true });
}

/** Reads an interrupted update's journal; null if there is none. @throws StationError CORRUPT_FILE; CONFLICT while the update runs */
export function readJournal(installed: Installation): UpdateJournal | null {
  try {
    const journal = journalSchema.parse(JSON.parse(readFileSync(fileOf(installed), 'utf8')));
    if (journal.boot === thisBoot() && journal.process !== process.pid && isUpdating(journal.process)) {
      throw new StationError('CONFLICT', `Another update is under way (process ${journal.process}).`);
    }
    return journal;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    if (error instanceof StationError) throw error;
    throw new StationError('CORRUPT_FILE', `“${fileOf(installed)}” cannot be read.`, messageOf(error));
  }
}

function thisBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function isUpdating(id: number): boolean {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').includes('update');
  } catch {
    return false;
  }
}
