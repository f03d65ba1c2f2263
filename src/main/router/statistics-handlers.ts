import type { AuditService } from '../audit/service.ts';
import type { StatisticsService } from '../statistics/service.ts';
import type { guardedContract } from './middleware.ts';

/** Figures of the log, and its exports; who took what out of the station is recorded. */
export function statisticsHandlers(
  os: ReturnType<typeof guardedContract>,
  statistics: StatisticsService,
  { note }: Pick<AuditService, 'note'>,
) {
  return {
    overview: os.statistics.overview.handler(({ input, signal }) =>
      statistics.overview(input.filter, input.timeZone, signal),
    ),
    drift: os.statistics.drift.handler(({ input }) => statistics.drift(input)),
    exportLog: os.statistics.exportLog.handler(({ input, signal }) => {
      note({ code: 'log.exported', subject: 'csv', after: input });
      return statistics.exportLog(input, signal);
    }),
    exportReport: os.statistics.exportReport.handler(({ input, signal }) => {
      note({ code: 'log.exported', subject: 'report', after: input });
      return statistics.exportReport(input, signal);
    }),
  };
}
