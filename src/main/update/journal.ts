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
  /** What the package is called. */
  file: z.string(),
  home: z.string(),
  backups: z.string(),
  /** The backup to which the home goes back. */
  backup: z.string(),
  /** Whether the new version is the one in use: it was tried, and stays. */
  isInUse: z.boolean(),
  process: z.number().int(),
  /** Tells whether that process is still the same one: the machine's start. */
  boot: z.string(),
});
/** What an update that is under way has to undo or to finish where it is cut off, by a power cut for instance. */
export type UpdateJournal = z.infer<typeof journalSchema>;

/** The same without what it notes of its process. */
export type OwnJournal = Omit<UpdateJournal, 'process' | 'boot'>;

const fileOf = ({ folder }: Installation): string => join(folder, 'update.json');

export async function writeJournal(installed: Installation, journal: OwnJournal): Promise<void> {
  const own = { process: process.pid, boot: thisBoot() };
  await writeFileDurably(fileOf(installed), Buffer.from(JSON.stringify({ ...journal, ...own })));
}

export function removeJournal(installed: Installation): void {
  rmSync(fileOf(installed), { force: true });
}

/** Null: no update was cut off. @throws StationError CORRUPT_FILE, and CONFLICT while that update is under way */
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
