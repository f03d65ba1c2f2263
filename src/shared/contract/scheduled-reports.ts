import { z } from 'zod';
import { languages } from '../domain/languages.ts';
import { cadences } from '../domain/report-periods.ts';
import { reportTargetSchema } from '../domain/report-targets.ts';
import { errorCodes } from '../domain/station-error.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { instant, procedure, rowId, uuid } from './base.ts';
import { outputTroubleSchema } from './output-trouble.ts';
import { timeZoneSchema } from './statistics.ts';

/** Most scheduled reports of a station. */
export const mostScheduledReports = 20;

/** Most entries with pictures in one scheduled report, so that it fits into a mail. */
export const mostScheduledEntries = 200;

/** A report that the station writes and sends regularly. */
export const scheduledReportSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'A report needs a name')
    .max(60)
    .regex(visibleLine, 'A name is one line of visible characters'),
  /** False: the report is only sent on request. */
  enabled: z.boolean().default(true),
  /** Null: one report of all products together. */
  productId: uuid.nullable().default(null),
  every: z.enum(cadences),
  /** Wall-clock time at which a day or week ends, e.g. `06:30`. A shift ends when it ends. */
  at: z
    .string()
    .length(5)
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time like 06:30 is needed')
    .default('06:00'),
  timeZone: timeZoneSchema,
  /** Null: the language of the station's settings. */
  language: z.enum(languages).nullable().default(null),
  entries: z.number().int().min(0).max(mostScheduledEntries).default(20),
  target: reportTargetSchema,
});
export type ScheduledReport = z.infer<typeof scheduledReportSchema>;

/** One attempt to send a report. */
export const reportRunSchema = z.object({
  id: rowId,
  from: instant,
  to: instant,
  /** The shift that the report covers; null: it covers a time span. */
  shiftId: rowId.nullable(),
  endedAt: instant,
  /** Null: the station sent it by itself. */
  startedBy: z.string().nullable(),
  fileName: z.string(),
  /**
   * Why the report did not arrive; null: it did. `trouble` is the same as data, for programs that word it.
   */
  failure: z
    .object({ code: z.enum(errorCodes), message: z.string(), trouble: outputTroubleSchema.nullable() })
    .nullable(),
});
export type ReportRun = z.infer<typeof reportRunSchema>;

export const configuredReportSchema = scheduledReportSchema.extend({
  id: uuid,
  /** Counts up with each change of any scheduled report. */
  version: rowId,
  setBy: z.string(),
  setAt: instant,
  /** Whether the mail server's password is set; its value never leaves the station. */
  hasPassword: z.boolean(),
  lastSuccess: reportRunSchema.nullable(),
  /** The newest run if it failed. The station tries again. */
  lastFailure: reportRunSchema.nullable(),
});
export type ConfiguredReport = z.infer<typeof configuredReportSchema>;

/** Undefined: the password stays; null: it is removed. */
const password = z.string().min(1).max(8192).nullable().optional();

/**
 * Names a report and the version that the caller knows. Fails with CONFLICT if the report has changed since.
 */
const changed = z.object({ id: uuid, expected: rowId });

export const scheduledReports = {
  /** Lists reports in the order in which they were added. */
  list: procedure('reports.see').output(z.array(configuredReportSchema).max(mostScheduledReports)),
  /** Adds a report. Fails if its target cannot be used, such as a missing folder. */
  add: procedure('reports.change')
    .input(scheduledReportSchema.extend({ password }))
    .output(configuredReportSchema),
  change: procedure('reports.change')
    .input(changed.extend({ report: scheduledReportSchema, password }))
    .output(configuredReportSchema),
  remove: procedure('reports.change').input(changed).output(z.void()),
  /**
   * Writes and sends a report of the current shift, day or week at once. The answer tells whether it arrived.
   */
  send: procedure('reports.send')
    .input(z.object({ id: uuid }))
    .output(reportRunSchema),
};
