import type { AuditService } from '../audit/service.ts';
import { seesSources } from '../log/seen-entry.ts';
import type { StatisticsService } from '../statistics/service.ts';
import type { HeavyCalls } from './heavy-calls.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for figures and exports of the log; the audit trail records exports. */
export function statisticsHandlers(
  os: ReturnType<typeof guardedContract>,
  statistics: StatisticsService,
  { note }: Pick<AuditService, 'note'>,
  heavy: HeavyCalls,
) {
  return {
    overview: os.statistics.overview.handler(({ input, context: { user }, signal }) =>
      heavy.run(user, () => statistics.overview(input.filter, input.timeZone, signal), signal),
    ),
    drift: os.statistics.drift.handler(({ input, context: { user }, signal }) =>
      heavy.run(user, () => statistics.drift(input), signal),
    ),
    exportLog: os.statistics.exportLog.handler(({ input, context: { user }, signal }) =>
      heavy.stream(
        user,
        () => {
          note({ code: 'log.exported', subject: 'csv', after: input });
          return statistics.exportLog(input, seesSources(user), signal);
        },
        signal,
      ),
    ),
    exportReport: os.statistics.exportReport.handler(({ input, context: { user }, signal }) =>
      heavy.stream(
        user,
        () => {
          note({ code: 'log.exported', subject: 'report', after: input });
          return statistics.exportReport(input, seesSources(user), signal);
        },
        signal,
      ),
    ),
  };
}
