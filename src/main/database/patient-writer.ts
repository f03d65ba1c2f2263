import type { StationDatabase } from './open-database.ts';
import { isDatabaseBusy, retryEveryMs } from './database-busy.ts';

/**
 * Runs writes whose result nobody waits for, such as the end of a pause. While another program holds the database, they wait in memory,
 * in order, and a timer tries them again, so that the line goes on.
 */
export interface PatientWriter {
  /** Runs a write now, or after those that wait. @throws the write's error, except those after which it waits */
  write(run: () => void): void;
  /** Tries the waiting writes a last time; those that fail again are lost. */
  close(): void;
}

/** Duration of waiting writes after which other work has its turn, milliseconds; each of them waits for the disk. */
const turnMs = 5;

/**
 * @param onFailure called when a write that waited fails for another reason
 * @param waitsFor tells after which errors a write waits; default: those of a database that another program holds
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

  /** @param longestMs after this time, other work has its turn before the next writes */
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

/** Returns a function that runs an act once the database can be written and no write waits; at once if that is so. */
export function onceWritable(database: StationDatabase, { write }: PatientWriter) {
  return (act: () => void): void =>
    write(() => {
      database.transaction(() => undefined).immediate();
      act();
    });
}
