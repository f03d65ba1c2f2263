import type { StationDatabase } from '../database/open-database.ts';
import { createReportConfiguration } from './configuration.ts';
import { createScheduledReportsRepository } from './repository.ts';
import { createScheduledReports, type ScheduledReportsParts } from './service.ts';

/** Opens the scheduled reports of a station's database. */
export function openScheduledReports(
  database: StationDatabase,
  parts: Omit<ScheduledReportsParts, 'reports' | 'configuration'>,
) {
  const reports = createScheduledReportsRepository(database);
  const configuration = createReportConfiguration({ ...parts, reports });
  return createScheduledReports({ ...parts, reports, configuration });
}
