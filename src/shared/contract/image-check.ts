import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { count, procedure, rowId, uuid } from './base.ts';
import { datasetImageSchema, skippedFileSchema } from './datasets.ts';
import { regionSchema } from './drawn-shapes.ts';

/** Fewest good training images among which one can be called unusual. */
export const fewestForOutliers = 8;

/**
 * Why a training image stands out: what a place of it looks like, fine detail that is missing, its
 * light or colour, its width over its height.
 */
export const outlierReasonSchema = z.enum(['place', 'blurred', 'colour', 'shape']);

/** A training image that is unlike the others. */
export const outlierSchema = z.object({
  image: datasetImageSchema,
  reason: outlierReasonSchema,
  /** How far from the median of the others, in robust spreads; of a shape: how many times it is stretched. */
  deviation: z.number().positive(),
  /** Where on it; null where the whole picture is meant. */
  place: regionSchema.nullable(),
});
export type Outlier = z.infer<typeof outlierSchema>;

export const imageCheckReportSchema = z.object({
  /** Images that were looked at. */
  images: count,
  /** Files of the station's copies that could not be read. */
  unreadable: z.array(skippedFileSchema),
  /** Images that show all but the same, in groups; of training and test together. */
  duplicates: z.array(z.array(datasetImageSchema).min(2)),
  /** Most unusual first. */
  outliers: z.array(outlierSchema),
  /** Findings that someone has set aside before. */
  kept: count,
});
export type ImageCheckReport = z.infer<typeof imageCheckReportSchema>;

export const imageCheckEventSchema = z.discriminatedUnion('kind', [
  /** Images that are looked at for the first time. */
  z.object({ kind: z.literal('progress'), done: count, total: count }),
  z.object({ kind: z.literal('finished'), report: imageCheckReportSchema }),
]);
export type ImageCheckEvent = z.infer<typeof imageCheckEventSchema>;

/** Something found that is meant to stay as it is. */
export const keptFindingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('outlier'), imageId: rowId }),
  z.object({ kind: z.literal('duplicates'), imageIds: z.array(rowId).min(2).max(1_000) }),
]);
export type KeptFinding = z.infer<typeof keptFindingSchema>;

export const imageCheck = {
  /** Near duplicates and unusual training images of a product; each content is looked at once. */
  run: procedure('images.edit')
    .input(z.object({ productId: uuid }))
    .output(eventIterator(imageCheckEventSchema)),
  /** Sets findings aside, so that they are not told again; `kept: false` is the undo. */
  keep: procedure('images.edit')
    .input(z.object({ productId: uuid, findings: z.array(keptFindingSchema).max(1_000), kept: z.boolean() }))
    .output(z.void()),
};
