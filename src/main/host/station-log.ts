import { pino } from 'pino';
import type { LogLevel } from '../../shared/domain/station-settings.ts';
import { openRotatingFile } from '../files/rotating-file.ts';
import { scrub } from '../files/scrub.ts';

/** What belongs to a line, so that the lines of a part, of an inspection or of a call can be found. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface StationLog {
  write(level: LogLevel, event: string, fields?: LogFields): void;
  /** A failure with its trace. */
  failure(error: unknown, where: string): void;
  close(): void;
}

/** All files of the log together have 50 MB at most. */
const mostBytes = 10_000_000;
const files = 5;

/**
 * The station's log for those who help: a line of JSON each in `station.log`, by pino. It has no pictures, and no secrets: what looks like
 * one is hidden before it is written.
 *
 * @param folder `logs` in the home
 * @param level the least that is written now; asked for each line
 */
export function openStationLog(folder: string, level: () => LogLevel): StationLog {
  const file = openRotatingFile({ folder, name: 'station', mostBytes, files });
  const logger = pino(
    {
      level: 'debug',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'event',
    },
    { write: (line: string) => file.write(scrub(line)) },
  );
  return {
    write(wanted, event, fields = {}) {
      logger.level = level();
      logger[wanted](fields, event);
    },
    failure(error, where) {
      logger.level = level();
      const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
      logger.error({ where, trace }, 'failure');
    },
    close: file.close,
  };
}
