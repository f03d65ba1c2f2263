import type { z } from 'zod';
import { thresholdsRecordSchema } from '../../shared/contract/products.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import { limitsOf, type Limits } from '../../shared/domain/verdict.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { insertedId, oneRow } from '../database/rows.ts';

export interface NewThresholds {
  readonly productId: string;
  readonly modelId: string;
  readonly limits: Limits;
  readonly origin: ThresholdsRecord['origin'];
  readonly setBy: string;
}

/**
 * The history of limits. Each change is a new row, so that every verdict can be explained later (decision 0050). All rows are written
 * here, and one station has the database to itself, so that what is in force need not be read for every frame.
 */
export interface ThresholdsHistory {
  append(entry: NewThresholds): ThresholdsRecord;
  /** The limits in force for a model; null before it was ever active. */
  latest(modelId: string): ThresholdsRecord | null;
  get(id: number): ThresholdsRecord | null;
}

const columns = `id, model_id AS modelId, review, defect, pixel_threshold AS pixelThreshold,
  smallest_area AS smallestArea, origin, set_by AS setBy, set_at AS setAt`;

export function createThresholdsHistory(database: StationDatabase): ThresholdsHistory {
  const insert = database.prepare(
    `INSERT INTO thresholds (product_id, model_id, review, defect, pixel_threshold, smallest_area, origin, set_by,
       set_at)
     VALUES (@productId, @modelId, @review, @defect, @pixelThreshold, @smallestArea, @origin, @setBy, @setAt)`,
  );
  const byId = database.prepare(`SELECT ${columns} FROM thresholds WHERE id = ?`);
  const ofModel = database.prepare(
    `SELECT ${columns} FROM thresholds WHERE model_id = ? ORDER BY id DESC LIMIT 1`,
  );
  const row: z.ZodType<ThresholdsRecord> = thresholdsRecordSchema;
  const inForce = new Map<string, ThresholdsRecord>();

  return {
    append({ limits, ...entry }) {
      const setAt = Date.now();
      const values = limitsOf(limits);
      const result = insert.run({ ...entry, ...values, setAt });
      const { modelId, origin, setBy } = entry;
      inForce.delete(modelId);
      return { id: insertedId(result), modelId, ...values, origin, setBy, setAt };
    },
    latest(modelId) {
      const known = inForce.get(modelId);
      if (known) return known;
      const read = oneRow(row, ofModel, modelId);
      // What a transaction wrote may still be taken back.
      if (read !== null && !database.inTransaction) inForce.set(modelId, read);
      return read;
    },
    get: (id) => oneRow(row, byId, id),
  };
}
