/**
 * Which good parts of a product the log keeps with picture and map, so that people can find escapes among
 * them.
 */
export interface KeptGood {
  /** Keeps one of this many good parts, drawn by chance; null: none. */
  readonly oneIn: number | null;
  /** Keeps all good parts whose score is at least this share of T1, 0..1; null: none. */
  readonly nearLimit: number | null;
}

export const noKeptGood: KeptGood = { oneIn: null, nearLimit: null };

export const keptGoodBounds = {
  oneIn: { least: 1, most: 1_000_000 },
  nearLimit: { least: 0.5, most: 0.99 },
} as const;

/**
 * Returns whether a good part's score is near T1. For T1 at or below 0 no score is near, since no share of T1
 * lies below it.
 */
export function isNearLimit(score: number, reviewLimit: number, share: number | null): boolean {
  return share !== null && reviewLimit > 0 && score >= share * reviewLimit;
}
