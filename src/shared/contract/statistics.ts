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

/** The IANA time zone whose clock defines days and hours. */
export const timeZoneSchema = z
  .string()
  .max(100)
  .refine(isTimeZone, 'The time zone is not known here. Name one like “Europe/Berlin”');

/** Filter for figures; `from` inclusive, `to` exclusive. */
export const statisticsFilterSchema = z.object({
  productId: uuid.optional(),
  modelId: uuid.optional(),
  lane: laneNumberSchema.optional(),
  /** Only inspections that began in this shift. */
  shiftId: rowId.optional(),
  /** Only sources of this kind. */
  source: sourceKindSchema.optional(),
  /** Only entries whose latest decision states this cause. Parts state none and are counted regardless. */
  cause: causeSchema.optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type StatisticsFilter = z.infer<typeof statisticsFilterSchema>;

/** Parts and frames by outcome, and log entries, in one hour, day or week. */
export const bucketSchema = seenCountsSchema.extend({
  from: instant,
  to: instant,
  /** Log entries that are not good; a part that a camera sees in many frames gives one a second at most. */
  entries: count,
});
export type Bucket = z.infer<typeof bucketSchema>;

export const decidedEntriesSchema = z.object({
  verdict: z.enum(verdicts),
  /** Null: undecided. */
  decision: decisionSchema.nullable(),
  entries: count,
  /** Number of these entries that are parts, not frames of a free-running camera. */
  parts: count,
});

export const overviewSchema = z.object({
  unit: z.enum(bucketUnits),
  /** From the first arrival to the last within the filter, without gaps; empty: nothing arrived. */
  buckets: z.array(bucketSchema),
  /** Entries with a verdict, counted by verdict and decision. */
  decided: z.array(decidedEntriesSchema),
  /** Parts and frames that were not inspected, counted by reason. */
  reasons: z.array(z.object({ reason: notInspectedReasonSchema, parts: count, frames: count })),
  /** Decided entries, counted by decision and cause; null: the decision states no cause. */
  causes: z.array(
    z.object({
      decision: decisionSchema,
      cause: causeSchema.nullable(),
      entries: z.number().int().positive(),
    }),
  ),
});
export type Overview = z.infer<typeof overviewSchema>;

/** Filter for counts over time. */
export const overviewFilterSchema = statisticsFilterSchema.extend({
  /** Only arrivals on this day of the week, 1 (Monday) to 7 (Sunday). */
  weekday: z.number().int().min(1).max(7).optional(),
});
export type OverviewFilter = z.infer<typeof overviewFilterSchema>;

/** Origin of control limits: the first shown subgroups, or the model's validation images. */
export const baselines = ['first', 'validation'] as const;

export const driftRequestSchema = z.object({
  /** The chart covers this model's product. */
  modelId: uuid,
  ...statisticsFilterSchema.pick({ lane: true, shiftId: true, source: true, from: true, to: true }).shape,
  /** Inspections per subgroup; 1: an individuals chart. */
  size: z.union([z.literal(1), z.number().int().min(subgroupSizes.least).max(subgroupSizes.most)]),
  baseline: z.enum(baselines),
});
export type DriftRequest = z.infer<typeof driftRequestSchema>;

export const driftSchema = z.object({
  points: z.array(
    z.object({
      /** Time of the subgroup's first inspection. */
      from: instant,
      /** Time of the subgroup's last inspection. */
      to: instant,
      /** Mean score of the subgroup. */
      mean: z.number(),
    }),
  ),
  /**
   * Whether there are too many inspections to chart all. Then `points` has one subgroup for each of many
   * equal time spans.
   */
  sampled: z.boolean(),
  /** Charted inspections of live cameras; neighbours among these show the same part. */
  frames: count,
  /** Null: the baseline is too small. */
  limits: z
    .object({ centre: z.number(), sigma: z.number(), lower: z.number(), upper: z.number() })
    .nullable(),
  baseline: z.object({
    kind: z.enum(baselines),
    /** Subgroups, or scores of validation images. */
    there: count,
    needed: count,
    /** Baseline points beyond the limits; if there are any, do not trust the limits. */
    beyond: count,
  }),
  signals: z.array(z.object({ rule: z.enum(controlRules), point: count })),
  /** Limits T1 and T2 in force for the model; null: it has none. */
  inForce: z.object({ review: z.number(), defect: z.number() }).nullable(),
});
export type Drift = z.infer<typeof driftSchema>;

export const exportEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: count, total: count }),
  z.object({
    kind: z.literal('finished'),
    /** Id for the media kind `export`; valid for an hour. */
    exportId: z.number().int().positive(),
    fileName: z.string(),
    /** Log entries in the file. */
    entries: count,
    /** Pictures and heatmaps that were unavailable; the report says so in their places. */
    missing: count.optional(),
  }),
]);
export type ExportEvent = z.infer<typeof exportEventSchema>;

/** Most entries with pictures in one report. */
export const mostReportEntries = 1000;

export const reportRequestSchema = z.object({
  filter: statisticsFilterSchema.default({}),
  timeZone: timeZoneSchema,
  /** Defaults to the language of the station's settings. */
  language: z.enum(languages).optional(),
  /** Most entries shown, highest score first. */
  entries: z.number().int().min(0).max(mostReportEntries).default(50),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

export const exportLogRequestSchema = z.object({
  filter: logFilterSchema.default({}),
  timeZone: timeZoneSchema,
  /** Defaults to the separator of the station's settings. */
  decimalSeparator: z.enum(decimalSeparators).optional(),
});
export type ExportLogRequest = z.infer<typeof exportLogRequestSchema>;

export const statistics = {
  /** Returns yield over time, causes and decisions. */
  overview: procedure('log.read')
    .input(z.object({ filter: overviewFilterSchema.default({}), timeZone: timeZoneSchema }))
    .output(overviewSchema),
  /** Returns a model's scores as a control chart. */
  drift: procedure('log.read').input(driftRequestSchema).output(driftSchema),
  /** Writes the filtered log as CSV, oldest first. */
  exportLog: procedure('log.export').input(exportLogRequestSchema).output(eventIterator(exportEventSchema)),
  /** Writes the figures and the entries with their pictures as PDF. */
  exportReport: procedure('log.export').input(reportRequestSchema).output(eventIterator(exportEventSchema)),
};
