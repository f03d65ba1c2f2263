import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { count, procedure, rowId, uuid } from './base.ts';
import { datasetImageSchema, skippedFileSchema } from './datasets.ts';
import { regionSchema } from './drawn-shapes.ts';

/** Fewest good training images from which the check can call one unusual. */
export const fewestForOutliers = 8;

/**
 * Why a training image stands out: the look of one place, missing fine detail, its light or colour, or its
 * ratio of width to height.
 */
export const outlierReasonSchema = z.enum(['place', 'blurred', 'colour', 'shape']);

/** A training image that is unlike the others. */
export const outlierSchema = z.object({
  image: datasetImageSchema,
  reason: outlierReasonSchema,
  /**
   * Distance from the median of the other images, in robust spreads; for `shape`: the factor by which the
   * image is stretched.
   */
  deviation: z.number().positive(),
  /** The unusual place of the image; null: the whole picture. */
  place: regionSchema.nullable(),
});
export type Outlier = z.infer<typeof outlierSchema>;

export const imageCheckReportSchema = z.object({
  /** Number of examined images. */
  images: count,
  /** Files of the station's copies that could not be read. */
  unreadable: z.array(skippedFileSchema),
  /** Groups of images that show almost the same, across training and test images. */
  duplicates: z.array(z.array(datasetImageSchema).min(2)),
  /** Most unusual first. */
  outliers: z.array(outlierSchema),
  /** Findings that somebody has set aside before. */
  kept: count,
});
export type ImageCheckReport = z.infer<typeof imageCheckReportSchema>;

export const imageCheckEventSchema = z.discriminatedUnion('kind', [
  /** Counts images that were never examined before. */
  z.object({ kind: z.literal('progress'), done: count, total: count }),
  z.object({ kind: z.literal('finished'), report: imageCheckReportSchema }),
]);
export type ImageCheckEvent = z.infer<typeof imageCheckEventSchema>;

/** A finding that somebody has set aside. */
export const keptFindingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('outlier'), imageId: rowId }),
  z.object({ kind: z.literal('duplicates'), imageIds: z.array(rowId).min(2).max(1_000) }),
]);
export type KeptFinding = z.infer<typeof keptFindingSchema>;

export const imageCheck = {
  /** Finds near duplicates and unusual training images of a product. Each image content is examined once. */
  run: procedure('images.edit')
    .input(z.object({ productId: uuid }))
    .output(eventIterator(imageCheckEventSchema)),
  /** Sets findings aside so that later checks do not report them; `kept: false` undoes it. */
  keep: procedure('images.edit')
    .input(z.object({ productId: uuid, findings: z.array(keptFindingSchema).max(1_000), kept: z.boolean() }))
    .output(z.void()),
};
