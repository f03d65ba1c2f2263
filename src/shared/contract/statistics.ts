import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { languages } from '../domain/languages.ts';
import { laneNumberSchema } from '../domain/lanes.ts';
import { notInspectedReasonSchema } from '../domain/not-inspected.ts';
import { decimalSeparators } from '../domain/station-settings.ts';
import { controlRules } from '../domain/control-rules.ts';
import { subgroupSizes } from '../domain/control-limits.ts';
import { bucketUnits } from '../domain/time-buckets.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { sourceKindSchema } from '../domain/source-kinds.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { verdicts } from '../domain/verdict.ts';
import { decisionSchema, logFilterSchema } from './log.ts';
import { seenCountsSchema } from './part-result.ts';
import { causeSchema } from './products.ts';

/** Whose clock days and hours are told by. */
export const timeZoneSchema = z
  .string()
  .max(100)
  .refine(isTimeZone, 'The time zone is not known here. Name one like “Europe/Berlin”');

/** What figures are taken from; `from` inclusive, `to` exclusive. */
export const statisticsFilterSchema = z.object({
  productId: uuid.optional(),
  modelId: uuid.optional(),
  lane: laneNumberSchema.optional(),
  /** Only what inspections saw that began in this shift. */
  shiftId: rowId.optional(),
  /** Only what came from sources of a kind. */
  source: sourceKindSchema.optional(),
  /** Entries whose latest decision states this cause; parts have none, and are counted whatever their cause. */
  cause: causeSchema.optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type StatisticsFilter = z.infer<typeof statisticsFilterSchema>;

/** What became of parts and frames, and entries of the log, in one hour, day or week. */
export const bucketSchema = seenCountsSchema.extend({
  from: instant,
  to: instant,
  /** Entries of the log of what was not good, a part that a camera saw in many frames once a second at most. */
  entries: count,
});
export type Bucket = z.infer<typeof bucketSchema>;

export const decidedEntriesSchema = z.object({
  verdict: z.enum(verdicts),
  /** Null: undecided. */
  decision: decisionSchema.nullable(),
  entries: count,
  /** Those of them that are parts, not frames of a camera that runs freely. */
  parts: count,
});

export const overviewSchema = z.object({
  unit: z.enum(bucketUnits),
  /** From the first arrival to the last within the filter, without gaps; none where nothing arrived. */
  buckets: z.array(bucketSchema),
  /** Entries with a verdict, by it and by what people say. */
  decided: z.array(decidedEntriesSchema),
  /** Why parts and frames were not inspected. */
  reasons: z.array(z.object({ reason: notInspectedReasonSchema, parts: count, frames: count })),
  /** Of decided entries; a cause of null: the decision states none. */
  causes: z.array(
    z.object({
      decision: decisionSchema,
      cause: causeSchema.nullable(),
      entries: z.number().int().positive(),
    }),
  ),
});
export type Overview = z.infer<typeof overviewSchema>;

/** What counts over time are taken from. */
export const overviewFilterSchema = statisticsFilterSchema.extend({
  /** Only what arrived on this day of the week, from Monday, 1, to Sunday, 7. */
  weekday: z.number().int().min(1).max(7).optional(),
});
export type OverviewFilter = z.infer<typeof overviewFilterSchema>;

/** Where control limits come from: the first subgroups that are shown, or the model's validation images. */
export const baselines = ['first', 'validation'] as const;

export const driftRequestSchema = z.object({
  /** Its product is the model's. */
  modelId: uuid,
  ...statisticsFilterSchema.pick({ lane: true, shiftId: true, source: true, from: true, to: true }).shape,
  /** Inspections of a subgroup; 1: an individuals chart. */
  size: z.union([z.literal(1), z.number().int().min(subgroupSizes.least).max(subgroupSizes.most)]),
  baseline: z.enum(baselines),
});
export type DriftRequest = z.infer<typeof driftRequestSchema>;

export const driftSchema = z.object({
  points: z.array(
    z.object({
      /** Of the subgroup's first and last inspection. */
      from: instant,
      to: instant,
      /** Mean score of the subgroup. */
      mean: z.number(),
    }),
  ),
  /** One subgroup of each of many equal spans of time, as there are more inspections than can be charted. */
  sampled: z.boolean(),
  /** Charted inspections of live cameras, whose neighbours show the same part. */
  frames: count,
  /** Null while the baseline is too small. */
  limits: z
    .object({ centre: z.number(), sigma: z.number(), lower: z.number(), upper: z.number() })
    .nullable(),
  baseline: z.object({
    kind: z.enum(baselines),
    /** Subgroups, or scores of validation images. */
    there: count,
    needed: count,
    /** Points of the baseline that lie beyond the limits: those are not to be trusted then. */
    beyond: count,
  }),
  signals: z.array(z.object({ rule: z.enum(controlRules), point: count })),
  /** The model's limits of the score that are in force: T1 and T2; null where it has none. */
  inForce: z.object({ review: z.number(), defect: z.number() }).nullable(),
});
export type Drift = z.infer<typeof driftSchema>;

export const exportEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: count, total: count }),
  z.object({
    kind: z.literal('finished'),
    /** Of the media kind `export`: there for an hour. */
    exportId: z.number().int().positive(),
    fileName: z.string(),
    /** Entries of the log in the file. */
    entries: count,
    /** Pictures and heatmaps of a report that were not to be had; their places say so. */
    missing: count.optional(),
  }),
]);
export type ExportEvent = z.infer<typeof exportEventSchema>;

/** Entries with pictures that a report may have. */
export const mostReportEntries = 1000;

export const reportRequestSchema = z.object({
  filter: statisticsFilterSchema.default({}),
  timeZone: timeZoneSchema,
  /** That of the station's settings when left out. */
  language: z.enum(languages).optional(),
  /** How many entries are shown at most, the highest score first. */
  entries: z.number().int().min(0).max(mostReportEntries).default(50),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

export const exportLogRequestSchema = z.object({
  filter: logFilterSchema.default({}),
  timeZone: timeZoneSchema,
  /** That of the station's settings when left out. */
  decimalSeparator: z.enum(decimalSeparators).optional(),
});
export type ExportLogRequest = z.infer<typeof exportLogRequestSchema>;

export const statistics = {
  /** Yield over time, causes and decisions. */
  overview: procedure('log.read')
    .input(z.object({ filter: overviewFilterSchema.default({}), timeZone: timeZoneSchema }))
    .output(overviewSchema),
  /** The scores of a model as a control chart. */
  drift: procedure('log.read').input(driftRequestSchema).output(driftSchema),
  /** Writes the filtered log as CSV, oldest first. */
  exportLog: procedure('log.export').input(exportLogRequestSchema).output(eventIterator(exportEventSchema)),
  /** Writes the figures and the entries with their pictures as PDF. */
  exportReport: procedure('log.export').input(reportRequestSchema).output(eventIterator(exportEventSchema)),
};
