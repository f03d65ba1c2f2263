import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { PartResult } from '../../shared/contract/part-result.ts';
import type { LostParts } from '../../shared/contract/station.ts';
import { longestDetail } from '../../shared/domain/not-inspected.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { isDatabaseBusy, mayWorkLater, retryEveryMs } from '../database/database-busy.ts';
import { damagedLine, type Journal } from './journal.ts';
import type { LogWrite } from './log-write.ts';
import type { LogRepository } from './repository.ts';

/** Limit of waiting parts; each takes a kilobyte of memory. */
const mostWaiting = 100_000;
/** Number of waiting parts that one transaction writes: it waits for the disk once, and the line has its turn after some milliseconds. */
const writtenAtOnce = 20;
/** Longest time that a start waits for the writing of parts that the last station left, milliseconds; the rest follows beside the line. */
const recoversFor = 1000;

/** The state of writing the log. */
export interface LogState {
  /** Number of parts that wait for the database: on disk, or in memory if the disk is full. */
  readonly waiting: number;
  /** True if they wait because the disk is full or fails; false if another program holds the database. */
  readonly isFull: boolean;
  /** The parts that the database refused since the start; null if none. */
  readonly lost: LostParts | null;
}

/**
 * Writes parts to the database in order. While another program holds the database, or its disk is full or fails, parts wait in memory
 * and in a journal on disk. After a kill, the next start writes them. A part that the database refuses is kept in a file.
 */
export interface LogWriter {
  /**
   * @returns the id of the part's entry; null for a good part that is not kept, and for a part that waits
   * @throws StationError DISK_FULL, NO_PERMISSION; the database's errors, except that it is held
   */
  write(write: LogWrite): Promise<number | null>;
  /** Writes the parts that a killed station left. Call it once, before the first part. */
  recover(): Promise<void>;
  /** Calls back when no part waits; at once if none does. */
  onceWritten(act: () => void): void;
  state(): LogState;
  /** Tries a last time to write; parts that still wait stay in the journal. */
  close(): Promise<void>;
}

export interface LogWriterParts {
  readonly repository: Pick<LogRepository, 'together' | 'addGood' | 'addToEntry' | 'addEntry' | 'logged'>;
  readonly journal: Journal;
  /** Called when a waiting part has been written to the database. */
  readonly onWritten: (part: PartResult) => void;
  /** Called when parts start or stop waiting, or one is lost. */
  readonly onState: () => void;
}

export function createLogWriter({ repository, journal, onWritten, onState }: LogWriterParts): LogWriter {
  let waiting: LogWrite[] = [];
  const afterwards: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;
  let lost: LostParts | null = null;
  /** True if waiting parts may already be in the database, because a station was killed before it cleared the journal. */
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

  /** Tells whether the database has the part, and sets the id of its entry. */
  function isThere({ part, entry }: LogWrite): boolean {
    const logged = repository.logged(part);
    if (logged !== null && entry !== null) entry.id = logged.entryId;
    return logged !== null;
  }

  /** Writes waiting parts as far as the database accepts them. */
  function flush(): Promise<void> {
    return (flushing ??= writeWaiting().finally(() => (flushing = null)));
  }

  /** Writes some parts in one transaction. @returns those that the database refused, with the reason. @throws what may work later */
  function writeTogether(writes: readonly LogWrite[]): Map<LogWrite, string> {
    const refused = new Map<LogWrite, string>();
    const unknown = writes.flatMap(({ entry }) => (entry?.id === null ? [entry] : []));
    try {
      repository.together(() => {
        for (const write of writes) {
          try {
            if (!again || !isThere(write)) apply(write);
          } catch (error) {
            if (mayWorkLater(error)) throw error;
            refused.set(write, messageOf(error));
          }
        }
      });
    } catch (error) {
      // Nothing was written, so the entries that these parts began are not in the database either.
      for (const entry of unknown) entry.id = null;
      throw error;
    }
    return refused;
  }

  async function writeWaiting(): Promise<void> {
    for (let atOnce = writtenAtOnce; waiting.length > 0;) {
      const writes = waiting.slice(0, atOnce);
      let refused: Map<LogWrite, string>;
      try {
        refused = writeTogether(writes);
      } catch (error) {
        if (isDatabaseBusy(error) || atOnce === 1) {
          setFull(!isDatabaseBusy(error));
          return;
        }
        // A single part may still fit.
        atOnce = 1;
        continue;
      }
      // In place, for the whole list may be long.
      waiting.splice(0, writes.length, ...refused.keys());
      for (const write of writes) if (!refused.has(write)) onWritten(write.part);
      for (const [write, reason] of refused) {
        if (!(await keepRefused(write, reason))) return;
        endWaiting(write);
      }
      if (waiting.length > 0) await turn();
    }
    again = false;
    isFull = false;
    if (timer !== null) clearInterval(timer);
    timer = null;
    // The journal works in order: lines added from here on are written after the clearing and stay.
    void journal.clear().catch(() => undefined);
    for (const act of afterwards.splice(0)) act();
    onState();
  }

  function setFull(value: boolean): void {
    if (value === isFull) return;
    isFull = value;
    onState();
  }

  /** @returns true if the part waited */
  function endWaiting(write: LogWrite): boolean {
    const place = waiting.indexOf(write);
    if (place >= 0) waiting.splice(place, 1);
    return place >= 0;
  }

  /** @returns false if that file cannot be written either; the part then goes on waiting */
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
          // A verdict that cannot be kept must fail, and its part then counts as not inspected. That outcome waits until it can be written.
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
      // Added to `waiting` before its line is written, because the journal is cleared when nothing waits, which would remove the line.
      waiting.push(write);
      const hasBegun = timer === null;
      startTrying();
      try {
        await journal.append(write);
      } catch (error) {
        // A verdict that is neither in the database nor in the journal must fail. "Not inspected" is kept at least in memory.
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
      startTrying();
      await Promise.race([flush(), sleep(recoversFor, undefined, { ref: false })]);
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
