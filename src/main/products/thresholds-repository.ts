import type { z } from 'zod';
import { thresholdsRecordSchema } from '../../shared/contract/products.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import { chosenLimitsOf, type ChosenLimits } from '../../shared/domain/chosen-limits.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, flagColumn, insertedId, oneRow } from '../database/rows.ts';

export interface NewThresholds {
  readonly productId: string;
  readonly modelId: string;
  readonly limits: ChosenLimits;
  readonly origin: ThresholdsRecord['origin'];
  readonly setBy: string;
}

const columns = `id, model_id AS modelId, review, defect, pixel_threshold AS pixelThreshold,
  smallest_area AS smallestArea, pixel_follows AS pixelFollows, origin, set_by AS setBy, set_at AS setAt`;

export type ThresholdsRepository = ReturnType<typeof createThresholdsRepository>;

/** Makes the repository of limits, whose rows are only added. */
export function createThresholdsRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO thresholds (product_id, model_id, review, defect, pixel_threshold, smallest_area, pixel_follows,
       origin, set_by, set_at)
     VALUES (@productId, @modelId, @review, @defect, @pixelThreshold, @smallestArea, @pixelFollows,
       @origin, @setBy, @setAt)`,
  );
  const byId = database.prepare(`SELECT ${columns} FROM thresholds WHERE id = ?`);
  const ofModel = database.prepare(
    `SELECT ${columns} FROM thresholds WHERE model_id = ? ORDER BY id DESC LIMIT 1`,
  );
  const ofProduct = database.prepare(`SELECT ${columns} FROM thresholds WHERE product_id = ? ORDER BY id`);
  const row: z.ZodType<ThresholdsRecord> = thresholdsRecordSchema.extend({ pixelFollows: flagColumn });

  return {
    insert({ limits, ...entry }: NewThresholds, setAt: number): ThresholdsRecord {
      const values = chosenLimitsOf(limits);
      const pixelFollows = values.pixelFollows ? 1 : 0;
      const id = insertedId(insert.run({ ...entry, ...values, pixelFollows, setAt }));
      const { modelId, origin, setBy } = entry;
      return { id, modelId, ...values, origin, setBy, setAt };
    },
    find: (id: number): ThresholdsRecord | null => oneRow(row, byId, id),
    latest: (modelId: string): ThresholdsRecord | null => oneRow(row, ofModel, modelId),
    /** Returns all limits of a product, oldest first. */
    ofProduct: (productId: string): ThresholdsRecord[] => allRows(row, ofProduct, productId),
    /** Returns whether a transaction is open, so that the rows read now may still be rolled back. */
    inTransaction: (): boolean => database.inTransaction,
  };
}
