import { setImmediate as turn } from 'node:timers/promises';
import type { LogFilter } from '../../shared/contract/log.ts';
import type { ExportEvent } from '../../shared/contract/statistics.ts';
import type { DecimalSeparator } from '../../shared/domain/station-settings.ts';
import type { LogService } from '../log/service.ts';
import type { ExportFolder } from './export-folder.ts';
import { exportName } from './export-name.ts';
import { logHead, logLine } from './log-export.ts';

/** Entries that are looked up at once, and entries that are read before other work may run. */
const page = 500;
const piece = 25;

export interface LogExportParts {
  readonly log: Pick<LogService, 'query' | 'get'>;
  readonly exports: ExportFolder;
}

export interface LogExportOptions {
  readonly timeZone: string;
  readonly decimal: DecimalSeparator;
  /** The station's name, which becomes part of the file's; empty: it has none. */
  readonly station: string;
}

/**
 * Writes the filtered log as CSV, oldest first, as it was when the export began.
 *
 * @throws StationError DISK_FULL, NO_PERMISSION; the signal's reason when it aborts; no file is left then
 */
export async function* writeLog(
  { log, exports }: LogExportParts,
  filter: LogFilter,
  { timeZone, decimal, station }: LogExportOptions,
  signal?: AbortSignal,
): AsyncGenerator<ExportEvent> {
  const { total } = log.query({ filter, order: 'oldest', offset: 0, limit: 1 });
  const fileName = exportName('loupe-log', station, timeZone, 'csv');
  const file = await exports.open({ fileName, type: 'text/csv; charset=utf-8' });
  try {
    await file.append(logHead(decimal));
    for (let done = 0; done < total; done += page) {
      yield { kind: 'progress', done, total };
      const limit = Math.min(page, total - done);
      const { entries } = log.query({ filter, order: 'oldest', offset: done, limit });
      for (let from = 0; from < entries.length; from += piece) {
        const lines = entries
          .slice(from, from + piece)
          .map(({ id }) => logLine(log.get(id), timeZone, decimal));
        await file.append(lines.join(''));
        await turn();
        signal?.throwIfAborted();
      }
    }
    yield { kind: 'progress', done: total, total };
    yield { kind: 'finished', exportId: await file.finish(), fileName, entries: total };
  } finally {
    await file.discard();
  }
}
