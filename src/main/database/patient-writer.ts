import type { StationDatabase } from './open-database.ts';
import { isDatabaseBusy, retryEveryMs } from './database-busy.ts';

/**
 * Writes that nobody waits for, such as the end of a pause. While another program holds the database they wait in memory, in
 * order, and are tried again by a timer: the line goes on.
 */
export interface PatientWriter {
  /** Runs a write now, or after those that wait. @throws what it throws now, but for what is waited for */
  write(run: () => void): void;
  /** Tries what waits a last time; what still waits then is given up. */
  close(): void;
}

/** Writes wait for the disk each: after so long the line has its turn, milliseconds. */
const turnMs = 5;

/**
 * @param onFailure called when a write that had to wait fails otherwise
 * @param waitsFor which failures are waited for: a database that is held, where left out
 */
export function createPatientWriter(
  onFailure: (error: unknown) => void,
  waitsFor: (error: unknown) => boolean = isDatabaseBusy,
): PatientWriter {
  const waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;
  let rests = false;

  function stop(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  /** @param longestMs what is left after so long is written after others had their turn */
  function flush(longestMs: number): void {
    const until = performance.now() + longestMs;
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      try {
        first();
      } catch (error) {
        if (waitsFor(error)) return;
        onFailure(error);
      }
      waiting.shift();
      if (waiting.length > 0 && performance.now() > until) {
        rests = true;
        setImmediate(() => {
          rests = false;
          flush(longestMs);
        });
        return;
      }
    }
    stop();
  }

  return {
    write(run) {
      if (waiting.length === 0) {
        try {
          run();
          return;
        } catch (error) {
          if (!waitsFor(error)) throw error;
        }
      }
      waiting.push(run);
      timer ??= setInterval(() => {
        if (!rests) flush(turnMs);
      }, retryEveryMs).unref();
    },
    close() {
      flush(Number.POSITIVE_INFINITY);
      stop();
    },
  };
}

/** What does something once the database can be written, after all that waits already; now, where it can. */
export function onceWritable(database: StationDatabase, { write }: PatientWriter) {
  return (act: () => void): void =>
    write(() => {
      database.transaction(() => undefined).immediate();
      act();
    });
}
