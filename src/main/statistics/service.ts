import type {
  Drift,
  DriftRequest,
  ExportEvent,
  ExportLogRequest,
  Overview,
  OverviewFilter,
  ReportRequest,
} from '../../shared/contract/statistics.ts';
import type { LogService } from '../log/service.ts';
import { createSharedWork } from '../station/shared-work.ts';
import type { ExportFolder } from './export-folder.ts';
import { logType, reportType } from './export-name.ts';
import type { Written } from './reader/protocol.ts';
import type { NewFile, ReaderProcess } from './reader/reader-process.ts';

export interface StatisticsServiceParts {
  readonly reader: ReaderProcess;
  readonly exports: ExportFolder;
  readonly log: Pick<LogService, 'markExported'>;
}

type ExportProgress = Extract<ExportEvent, { kind: 'progress' }>;

export type StatisticsService = ReturnType<typeof createStatisticsService>;

/**
 * Makes the service for figures of the log (yield, causes, decisions, drift) and for the log and reports as files. A separate process, the
 * reader, does all the work, so that the line does not wait for it. The station keeps the files for the window that asked.
 */
export function createStatisticsService({ reader, exports, log }: StatisticsServiceParts) {
  /** @throws as `ReaderProcess.write`; no file is left then */
  async function* write(
    order: (exportId: number) => NewFile,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ExportEvent> {
    signal?.throwIfAborted();
    const exportId = await exports.begin();
    const left = new AbortController();
    const stop = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
    let work: Promise<unknown> = Promise.resolve();
    try {
      const told = createSharedWork<ExportProgress, Written>();
      const { file, entries, missing, pictured } = yield* told.follow((tell) => {
        const written = reader.write(
          order(exportId),
          (progress) => tell({ kind: 'progress', ...progress }),
          stop,
        );
        work = written;
        return written;
      });
      // The reader may have finished before it heard of the cancellation.
      signal?.throwIfAborted();
      exports.keep({ ...file, id: exportId });
      if (pictured.length > 0) log.markExported(pictured);
      const counts = { entries, ...(missing === undefined ? {} : { missing }) };
      yield { kind: 'finished', exportId, fileName: file.fileName, ...counts };
    } finally {
      // If the caller has gone, nobody needs the rest.
      left.abort();
      await work.catch(() => undefined);
      await exports.drop(exportId);
    }
  }

  return {
    /** Counts the yield over time, causes and decisions. @throws the signal's reason when it aborts; StationError WORKER_FAILED */
    overview: (filter: OverviewFilter, timeZone: string, signal?: AbortSignal): Promise<Overview> =>
      reader.overview(filter, timeZone, signal),

    /** Makes a control chart of a model's scores. @throws StationError NOT_FOUND, WORKER_FAILED */
    drift: (request: DriftRequest): Promise<Drift> => reader.drift(request),

    /**
     * Writes the filtered log as CSV.
     *
     * @param places true to include the folders of the line's pictures
     * @throws StationError as `writeLog`; WORKER_FAILED
     */
    exportLog: (
      order: ExportLogRequest,
      places: boolean,
      signal?: AbortSignal,
    ): AsyncGenerator<ExportEvent> =>
      write((exportId) => ({ kind: 'exportLog', exportId, places, order }), signal),

    /** Writes figures and entries with their pictures as PDF. @throws StationError as `writeReport`; WORKER_FAILED */
    exportReport: (
      order: ReportRequest,
      places: boolean,
      signal?: AbortSignal,
    ): AsyncGenerator<ExportEvent> =>
      write((exportId) => ({ kind: 'exportReport', exportId, places, order }), signal),

    /** Reads a file that was written. @throws StationError NOT_FOUND when it is no longer kept */
    read: (exportId: number) => exports.read(exportId, [logType, reportType]),

    async close(): Promise<void> {
      reader.close();
      await exports.close();
    },
  };
}
