import type { LogFilter } from '../../shared/contract/log.ts';
import type { ExportEvent } from '../../shared/contract/statistics.ts';
import type { DecimalSeparator } from '../../shared/domain/station-settings.ts';
import { stepsOf, withTurns } from '../host/with-turns.ts';
import type { LogService } from '../log/service.ts';
import type { ExportFolder } from './export-folder.ts';
import { exportName, logType } from './export-name.ts';
import { logHead, logLine } from './log-export.ts';

/** Entries that are looked up at once, and entries that are read before other work may run. */
const page = 500;
const piece = 25;

export interface LogExportParts {
  readonly log: Pick<LogService, 'list' | 'count' | 'get'>;
  readonly exports: Pick<ExportFolder, 'open'>;
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
  const { total: all, newest } = log.list({ filter, order: 'oldest', limit: 1 });
  const total = all ?? log.count(filter);
  const fileName = exportName('loupe-log', station, timeZone, 'csv');
  const file = await exports.open({ fileName, type: logType });
  try {
    await file.append(logHead(decimal));
    let written = 0;
    for (let after: number | undefined; written < total;) {
      yield { kind: 'progress', done: written, total };
      const { ids } = log.list({ filter, order: 'oldest', after, newest, limit: page });
      if (ids.length === 0) break;
      after = ids.at(-1);
      written += ids.length;
      for await (const some of withTurns(stepsOf(ids, piece), signal)) {
        await file.append(some.map((id) => logLine(log.get(id), timeZone, decimal)).join(''));
      }
    }
    yield { kind: 'progress', done: written, total: written };
    yield { kind: 'finished', exportId: await file.finish(), fileName, entries: written };
  } finally {
    await file.discard();
  }
}
