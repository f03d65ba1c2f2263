import { messageOf } from '../../shared/domain/station-error.ts';
import type { PartResult } from '../../shared/contract/part-result.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { isDatabaseBusy, retryEveryMs } from '../database/database-busy.ts';
import type { Journal } from './journal.ts';
import type { LogWrite } from './log-write.ts';
import type { LogRepository } from './repository.ts';

/** How writing the log stands. */
export interface LogState {
  /** Parts that wait for the database, on disk. */
  readonly waiting: number;
  /** What could not be written at last; null where nothing was lost since the start. */
  readonly lost: string | null;
}

/**
 * Writes parts into the database in their order. While another program holds it, they wait in memory and in a journal on disk,
 * and are written when it is free; a station that went away meanwhile writes them at its next start.
 */
export interface LogWriter {
  /**
   * @returns the entry that shows the part; null for a good one, and for one that waits
   * @throws StationError DISK_FULL, NO_PERMISSION; what the database says but for being held
   */
  write(write: LogWrite): Promise<number | null>;
  /** Writes what a station that went away left. Called once, before the first part. */
  recover(): Promise<void>;
  state(): LogState;
  /** Tries a last time; what still waits is in the journal. */
  close(): Promise<void>;
}

export interface LogWriterParts {
  readonly repository: Pick<LogRepository, 'addGood' | 'addToEntry' | 'addEntry' | 'logged'>;
  readonly journal: Journal;
  /** Called when a part that waited is in the database. */
  readonly onWritten: (part: PartResult) => void;
  /** Called when parts begin or end to wait, or one is lost. */
  readonly onState: () => void;
}

export function createLogWriter({ repository, journal, onWritten, onState }: LogWriterParts): LogWriter {
  let waiting: LogWrite[] = [];
  let timer: NodeJS.Timeout | null = null;
  let lost: string | null = null;

  function apply({ part, files, entry, isNew }: LogWrite): number | null {
    if (entry === null) {
      repository.addGood(part);
      return null;
    }
    if (isNew) return (entry.id = repository.addEntry(part, files));
    if (entry.id === null) throw new Error('The entry that shows the part was not logged');
    repository.addToEntry(part, entry.id);
    return entry.id;
  }

  /** Whether the database has the part; its entry is known then. */
  function isThere({ part, entry }: LogWrite): boolean {
    const logged = repository.logged(part);
    if (logged !== null && entry !== null) entry.id = logged.entryId;
    return logged !== null;
  }

  /** @param again leaves out what the database has: a station went away before it could say so */
  function flush(again = false): void {
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      try {
        if (!again || !isThere(first)) apply(first);
        onWritten(first.part);
      } catch (error) {
        if (isDatabaseBusy(error)) return;
        lost = `${nameOf(first.part)}: not logged because ${messageOf(error)}`;
      }
      waiting.shift();
    }
    if (timer !== null) clearInterval(timer);
    timer = null;
    void journal.clear().catch(() => undefined);
    onState();
  }

  function wait(write: LogWrite): void {
    waiting.push(write);
    if (timer !== null) return;
    timer = setInterval(flush, retryEveryMs).unref();
    onState();
  }

  return {
    async write(write) {
      if (waiting.length === 0) {
        try {
          return apply(write);
        } catch (error) {
          if (!isDatabaseBusy(error)) throw error;
        }
      }
      try {
        await journal.append(write);
      } catch (error) {
        // A verdict that is neither here nor there is none. That the part was not inspected is kept at least in memory.
        if (write.part.verdict !== notInspected) throw error;
      }
      wait(write);
      return null;
    },
    async recover() {
      waiting = await journal.read();
      if (waiting.length === 0) return;
      flush(true);
      if (waiting.length > 0) timer ??= setInterval(() => flush(true), retryEveryMs).unref();
    },
    state: () => ({ waiting: waiting.length, lost }),
    async close() {
      if (waiting.length > 0) flush();
      if (timer !== null) clearInterval(timer);
      timer = null;
      await journal.settled();
    },
  };
}

/** A part as people know it: “part 12, x.png”. */
function nameOf({ frameNumber, name }: PartResult): string {
  return name === null ? `part ${frameNumber}` : `part ${frameNumber}, ${name}`;
}
