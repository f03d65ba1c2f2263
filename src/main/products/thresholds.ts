import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import type { NewThresholds, ThresholdsRepository } from './thresholds-repository.ts';

/**
 * The history of limits. Each change is a new row, so that every verdict can be explained later (decision 0050). The
 * limits in force are cached instead of read for every frame: only this code writes them, and only one station uses
 * the database.
 */
export interface ThresholdsHistory {
  append(entry: NewThresholds): ThresholdsRecord;
  /** Returns the limits in force for a model; null if it was never active. */
  latest(modelId: string): ThresholdsRecord | null;
  get(id: number): ThresholdsRecord | null;
  /** Returns all limits of a product, oldest first. */
  ofProduct(productId: string): ThresholdsRecord[];
  /** Adds limits of another station with their time. */
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
      // Rows of an open transaction may still be rolled back, so they are not cached.
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
