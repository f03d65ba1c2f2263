import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { PartResult } from '../../shared/contract/part-result.ts';
import type { LostParts } from '../../shared/contract/station.ts';
import { longestDetail } from '../../shared/domain/not-inspected.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { isDatabaseBusy, mayWorkLater, retryEveryMs } from '../database/database-busy.ts';
import { damagedLine, type Journal } from './journal.ts';
import type { LogWrite } from './log-write.ts';
import type { LogRepository } from './repository.ts';

/** More do not wait: a part takes a kilobyte of memory. */
const mostWaiting = 100_000;

/** How writing the log stands. */
export interface LogState {
  /** Parts that wait for the database: on disk, or in memory where that is full. */
  readonly waiting: number;
  /** Whether they wait since the disk is full or fails, not since another program holds the database. */
  readonly isFull: boolean;
  /** What the database refused since the start; null: nothing. */
  readonly lost: LostParts | null;
}

/**
 * Writes parts into the database in their order. While another program holds it, they wait in memory and in a journal on disk,
 * and are written when it is free; a station that went away meanwhile writes them at its next start. What waits goes on waiting
 * while the database's disk is full or fails; a part that the database refuses is kept in a file of its own.
 */
export interface LogWriter {
  /**
   * @returns the entry that shows the part; null for a good one that is not kept, and for one that waits
   * @throws StationError DISK_FULL, NO_PERMISSION; what the database says but for being held
   */
  write(write: LogWrite): Promise<number | null>;
  /** Writes what a station that went away left. Called once, before the first part. */
  recover(): Promise<void>;
  /** Does something once no part waits; now, where none does. */
  onceWritten(act: () => void): void;
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
  const afterwards: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;
  let lost: LostParts | null = null;
  /** Whether something that waits may be in the database: a station went away before it could say so. */
  let again = false;
  let isFull = false;
  let flushing: Promise<void> | null = null;

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

  /** Writes what waits, as far as the database takes it. */
  function flush(): Promise<void> {
    return (flushing ??= writeWaiting().finally(() => (flushing = null)));
  }

  async function writeWaiting(): Promise<void> {
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      try {
        if (!again || !isThere(first)) apply(first);
      } catch (error) {
        if (mayWorkLater(error)) {
          setFull(!isDatabaseBusy(error));
          return;
        }
        if (!(await keepRefused(first, messageOf(error)))) return;
        endWaiting(first);
        continue;
      }
      endWaiting(first);
      onWritten(first.part);
    }
    again = false;
    isFull = false;
    if (timer !== null) clearInterval(timer);
    timer = null;
    // Lines that are added from here on are added after this: they stay.
    void journal.clear().catch(() => undefined);
    for (const act of afterwards.splice(0)) act();
    onState();
  }

  function setFull(value: boolean): void {
    if (value === isFull) return;
    isFull = value;
    onState();
  }

  /** @returns whether it waited */
  function endWaiting(write: LogWrite): boolean {
    const place = waiting.indexOf(write);
    if (place >= 0) waiting.splice(place, 1);
    return place >= 0;
  }

  /** @returns false where that file cannot be written either: the part goes on waiting */
  async function keepRefused(write: LogWrite, reason: string): Promise<boolean> {
    try {
      await journal.refuse(write, reason);
    } catch {
      return false;
    }
    const { name, frameNumber } = write.part;
    const last = { part: name ?? frameNumber, cause: reason.slice(0, longestDetail) };
    lost = { parts: (lost?.parts ?? 0) + 1, last };
    onState();
    return true;
  }

  function startTrying(): void {
    timer ??= setInterval(() => void flush(), retryEveryMs).unref();
  }

  return {
    async write(write) {
      if (waiting.length === 0) {
        try {
          return apply(write);
        } catch (error) {
          // A verdict that cannot be kept is none; that its part was not inspected is told until it can be.
          const waits = isDatabaseBusy(error) || (write.part.verdict === notInspected && mayWorkLater(error));
          if (!waits) throw error;
          isFull = !isDatabaseBusy(error);
        }
      } else if (waiting.length >= mostWaiting) {
        throw new StationError(
          'DISK_FULL',
          `${mostWaiting} parts wait to be logged already. Free some space.`,
        );
      }
      // It waits before its line is written: the journal is cleared when nothing waits, and the line must not go with it.
      waiting.push(write);
      const hasBegun = timer === null;
      startTrying();
      try {
        await journal.append(write);
      } catch (error) {
        // A verdict that is neither here nor there is none. That the part was not inspected is kept at least in memory.
        if (write.part.verdict !== notInspected && endWaiting(write)) throw error;
      }
      if (hasBegun) onState();
      return null;
    },
    async recover() {
      const { writes, damaged } = await journal.read();
      waiting = writes;
      if (damaged > 0) {
        lost = { parts: damaged, last: { part: '?', cause: damagedLine } };
        onState();
      }
      if (waiting.length === 0) {
        if (damaged > 0) await journal.clear();
        return;
      }
      again = true;
      await flush();
      if (waiting.length > 0) startTrying();
    },
    onceWritten(act) {
      if (waiting.length === 0) act();
      else afterwards.push(act);
    },
    state: () => ({ waiting: waiting.length, isFull, lost }),
    async close() {
      if (waiting.length > 0) await flush();
      if (timer !== null) clearInterval(timer);
      timer = null;
      await journal.settled();
    },
  };
}
