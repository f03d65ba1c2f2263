import { pino } from 'pino';
import type { LogLevel } from '../../shared/domain/station-settings.ts';
import { openRotatingFile } from '../files/rotating-file.ts';
import { scrub } from '../files/scrub.ts';

/** Fields of a log line, by which the lines of one part, inspection or call are found. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface StationLog {
  write(level: LogLevel, event: string, fields?: LogFields): void;
  /** Logs a failure with its stack trace. */
  failure(error: unknown, where: string): void;
  close(): void;
}

/** Five files of at most 10 MB each. */
const mostBytes = 10_000_000;
const files = 5;

/**
 * Opens the support log: lines of JSON in `station.log`, written by pino. It contains no pictures and no secrets; anything that looks like
 * a secret is masked.
 *
 * @param folder `logs` in the home
 * @param level returns the lowest level to write; called for each line
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
