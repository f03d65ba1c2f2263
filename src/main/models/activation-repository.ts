import { z } from 'zod';
import type { Activation } from '../../shared/contract/activations.ts';
import { familySchema, presetSchema } from '../../shared/domain/families.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';

const rowSchema = z
  .object({
    id: z.number(),
    modelId: z.string(),
    family: familySchema,
    preset: presetSchema,
    modelCreatedAt: z.number(),
    note: z.string(),
    activatedBy: z.string(),
    activatedAt: z.number(),
    review: z.number(),
    defect: z.number(),
    pixelThreshold: z.number(),
    smallestArea: z.number(),
    lastReview: z.number(),
    lastDefect: z.number(),
    lastPixelThreshold: z.number(),
    lastSmallestArea: z.number(),
  })
  .transform((row): Activation => {
    const { review, defect, pixelThreshold, smallestArea } = row;
    const { lastReview, lastDefect, lastPixelThreshold, lastSmallestArea, ...activation } = row;
    return {
      ...activation,
      limits: { review, defect, pixelThreshold, smallestArea },
      lastLimits: {
        review: lastReview,
        defect: lastDefect,
        pixelThreshold: lastPixelThreshold,
        smallestArea: lastSmallestArea,
      },
    };
  });

/** Number of a product's activations that are read, the newest. */
const most = 200;

/**
 * Prepares the reading of activations, newest first, each with its model's limits at that time and the last ones. If the clock was set back,
 * there may be no limits from before the activation; then the model's first ones count.
 *
 * @returns a function that reads a product's activations
 */
export function activationHistory(database: StationDatabase): (productId: string) => Activation[] {
  const ofProduct = database.prepare(
    `SELECT a.id, a.model_id AS modelId, m.family, m.preset, m.created_at AS modelCreatedAt, a.note,
       a.activated_by AS activatedBy, a.activated_at AS activatedAt,
       t.review, t.defect, t.pixel_threshold AS pixelThreshold, t.smallest_area AS smallestArea,
       l.review AS lastReview, l.defect AS lastDefect, l.pixel_threshold AS lastPixelThreshold,
       l.smallest_area AS lastSmallestArea
     FROM activations a
     JOIN models m ON m.id = a.model_id
     JOIN thresholds t ON t.id = coalesce(
       (SELECT max(id) FROM thresholds WHERE model_id = a.model_id AND set_at <= a.activated_at),
       (SELECT min(id) FROM thresholds WHERE model_id = a.model_id))
     JOIN thresholds l ON l.id = (SELECT max(id) FROM thresholds WHERE model_id = a.model_id)
     WHERE a.product_id = ? ORDER BY a.id DESC LIMIT ${most}`,
  );
  return (productId) => allRows(rowSchema, ofProduct, productId);
}
