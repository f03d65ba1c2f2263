import { z } from 'zod';
import { languages } from '../domain/languages.ts';
import { cadences } from '../domain/report-periods.ts';
import { reportTargetSchema } from '../domain/report-targets.ts';
import { errorCodes } from '../domain/station-error.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { instant, procedure, rowId, uuid } from './base.ts';
import { outputTroubleSchema } from './output-trouble.ts';
import { timeZoneSchema } from './statistics.ts';

/** Reports that a station sends by itself, at most. */
export const mostScheduledReports = 20;

/** Entries with pictures that such a report has at most: it has to fit into a mail. */
export const mostScheduledEntries = 200;

/** A report that is written and sent again and again. */
export const scheduledReportSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'A report needs a name')
    .max(60)
    .regex(visibleLine, 'A name is one line of visible characters'),
  /** Switched off, it is sent when somebody asks only. */
  enabled: z.boolean().default(true),
  /** Null: of all products together. */
  productId: uuid.nullable().default(null),
  every: z.enum(cadences),
  /** When a day or week ends, by the wall clock; a shift ends when it ends. */
  at: z
    .string()
    .length(5)
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time like 06:30 is needed')
    .default('06:00'),
  timeZone: timeZoneSchema,
  /** Null: that of the station's settings. */
  language: z.enum(languages).nullable().default(null),
  entries: z.number().int().min(0).max(mostScheduledEntries).default(20),
  target: reportTargetSchema,
});
export type ScheduledReport = z.infer<typeof scheduledReportSchema>;

/** A report that was sent, or could not be. */
export const reportRunSchema = z.object({
  id: rowId,
  from: instant,
  to: instant,
  /** The shift that it is of; null: of a time. */
  shiftId: rowId.nullable(),
  endedAt: instant,
  /** Null: the station sent it by itself. */
  startedBy: z.string().nullable(),
  fileName: z.string(),
  /** Why it did not arrive; null where it did. `trouble` says the same as data, for who words it. */
  failure: z
    .object({ code: z.enum(errorCodes), message: z.string(), trouble: outputTroubleSchema.nullable() })
    .nullable(),
});
export type ReportRun = z.infer<typeof reportRunSchema>;

export const configuredReportSchema = scheduledReportSchema.extend({
  id: uuid,
  /** Counts up with each change of any of them. */
  version: rowId,
  setBy: z.string(),
  setAt: instant,
  /** Whether the password of the mail server is set: what it is is never told. */
  hasPassword: z.boolean(),
  lastSuccess: reportRunSchema.nullable(),
  /** The newest run, where that one failed: it is tried again. */
  lastFailure: reportRunSchema.nullable(),
});
export type ConfiguredReport = z.infer<typeof configuredReportSchema>;

/** Undefined: the password stays as it is; null: it is removed. */
const password = z.string().min(1).max(8192).nullable().optional();

/** The report and its version that a change was made from: refused as CONFLICT when it was changed since. */
const changed = z.object({ id: uuid, expected: rowId });

export const scheduledReports = {
  /** In the order in which they were added. */
  list: procedure('reports.see').output(z.array(configuredReportSchema).max(mostScheduledReports)),
  /** Refused where the place cannot be used, such as a folder that is not there. */
  add: procedure('reports.change')
    .input(scheduledReportSchema.extend({ password }))
    .output(configuredReportSchema),
  change: procedure('reports.change')
    .input(changed.extend({ report: scheduledReportSchema, password }))
    .output(configuredReportSchema),
  remove: procedure('reports.change').input(changed).output(z.void()),
  /** Writes and sends it at once: of the shift, day or week that is on. What came of it stands in the answer. */
  send: procedure('reports.send')
    .input(z.object({ id: uuid }))
    .output(reportRunSchema),
};
