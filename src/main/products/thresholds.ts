import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import type { NewThresholds, ThresholdsRepository } from './thresholds-repository.ts';

/**
 * The history of limits. Each change is a new row, so that every verdict can be explained later (decision 0050). All rows are written
 * here, and one station has the database to itself, so that what is in force need not be read for every frame.
 */
export interface ThresholdsHistory {
  append(entry: NewThresholds): ThresholdsRecord;
  /** The limits in force for a model; null before it was ever active. */
  latest(modelId: string): ThresholdsRecord | null;
  get(id: number): ThresholdsRecord | null;
  /** Every row of a product, oldest first. */
  ofProduct(productId: string): ThresholdsRecord[];
  /** A row that another station had, with its time. */
  takeIn(entry: NewThresholds, setAt: number): void;
}

export function createThresholdsHistory(rows: ThresholdsRepository): ThresholdsHistory {
  const inForce = new Map<string, ThresholdsRecord>();
  return {
    append(entry) {
      const record = rows.insert(entry, Date.now());
      inForce.delete(entry.modelId);
      return record;
    },
    latest(modelId) {
      const known = inForce.get(modelId);
      if (known) return known;
      const read = rows.latest(modelId);
      // What a transaction wrote may still be taken back.
      if (read !== null && !rows.inTransaction()) inForce.set(modelId, read);
      return read;
    },
    get: rows.find,
    ofProduct: rows.ofProduct,
    takeIn(entry, setAt) {
      rows.insert(entry, setAt);
      inForce.delete(entry.modelId);
    },
  };
}
