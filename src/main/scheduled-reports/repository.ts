import { z } from 'zod';
import {
  reportRunSchema,
  scheduledReportSchema,
  type ReportRun,
} from '../../shared/contract/scheduled-reports.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, insertedId, jsonColumn, oneRow } from '../database/rows.ts';
import { standingColumns, type StandingChange } from '../database/standing-row.ts';

interface NewReportRow extends StandingChange {
  readonly reportId: string;
}

const reportRow = z.object({
  ...standingColumns,
  id: z.string(),
  report: jsonColumn(scheduledReportSchema),
  /** When the report was added; it is not sent for periods that ended before. */
  since: z.number(),
});
export type ReportRow = z.infer<typeof reportRow>;

const runRow = reportRunSchema.extend({
  failure: jsonColumn(reportRunSchema.shape.failure.unwrap()).nullable(),
});

export type NewRun = Omit<ReportRun, 'id'> & { readonly reportId: string };

export type ScheduledReportsRepository = ReturnType<typeof createScheduledReportsRepository>;

/** Makes the repository of scheduled reports and their runs, whose rows are only added. */
export function createScheduledReportsRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO scheduled_reports (report_id, value_before, value_after, set_by, set_at)
     VALUES (@reportId, @before, @after, @setBy, @setAt)`,
  );
  const standing = `SELECT id AS version, report_id AS id, value_after AS text, value_after AS report, set_by AS setBy,
      set_at AS setAt, (SELECT min(set_at) FROM scheduled_reports WHERE report_id = r.report_id) AS since
    FROM scheduled_reports r WHERE value_after IS NOT NULL
      AND id = (SELECT max(id) FROM scheduled_reports WHERE report_id = r.report_id)`;
  const all = database.prepare(
    `${standing} ORDER BY (SELECT min(id) FROM scheduled_reports WHERE report_id = r.report_id)`,
  );
  const one = database.prepare(`${standing} AND report_id = ?`);
  const insertRun = database.prepare(
    `INSERT INTO report_runs (report_id, from_at, to_at, shift_id, ended_at, started_by, file_name, failure)
     VALUES (@reportId, @from, @to, @shiftId, @endedAt, @startedBy, @fileName, @failure)`,
  );
  const runs = `SELECT id, from_at AS "from", to_at AS "to", shift_id AS shiftId, ended_at AS endedAt, started_by AS startedBy,
    file_name AS fileName, failure FROM report_runs WHERE report_id = @reportId`;
  const newest = database.prepare(`${runs} ORDER BY id DESC LIMIT 1`);
  const lastSuccess = database.prepare(`${runs} AND failure IS NULL ORDER BY id DESC LIMIT 1`);
  const ofPeriod = database.prepare(
    `${runs} AND to_at = @to AND shift_id IS @shiftId ORDER BY id DESC LIMIT 20`,
  );

  return {
    /** Lists the existing reports in the order of their addition. */
    list: (): ReportRow[] => allRows(reportRow, all),
    find: (id: string): ReportRow | null => oneRow(reportRow, one, id),
    /** Adds the row that `row` returns, in one transaction with what `row` reads. */
    append: database.transaction((row: () => NewReportRow): void => void insert.run(row())).immediate,
    addRun(run: NewRun): ReportRun {
      const failure = run.failure === null ? null : JSON.stringify(run.failure);
      const { reportId: _reportId, ...kept } = run;
      return { ...kept, id: insertedId(insertRun.run({ ...run, failure })) };
    },
    newestRun: (reportId: string): ReportRun | null => oneRow(runRow, newest, { reportId }),
    lastSuccess: (reportId: string): ReportRun | null => oneRow(runRow, lastSuccess, { reportId }),
    /** Returns the runs for an ended period, newest first; runs sent before the period's end are not included. */
    runsOf: (reportId: string, to: number, shiftId: number | null): ReportRun[] =>
      allRows(runRow, ofPeriod, { reportId, to, shiftId }),
  };
}
