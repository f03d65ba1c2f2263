import type { ScheduledReportsService } from '../scheduled-reports/service.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for scheduled reports. */
export function scheduledReportHandlers(
  os: ReturnType<typeof guardedContract>,
  reports: ScheduledReportsService,
) {
  return {
    list: os.scheduledReports.list.handler(() => reports.list()),
    add: os.scheduledReports.add.handler(({ input: { password, ...report }, context }) =>
      reports.add(report, context.user, password),
    ),
    change: os.scheduledReports.change.handler(({ input: { id, expected, report, password }, context }) =>
      reports.change(id, expected, report, context.user, password),
    ),
    remove: os.scheduledReports.remove.handler(({ input, context }) =>
      reports.remove(input.id, input.expected, context.user),
    ),
    send: os.scheduledReports.send.handler(({ input, context }) => reports.send(input.id, context.user)),
  };
}
