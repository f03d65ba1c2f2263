/** Which good parts of a product the log keeps with picture and map, so that escapes can be found among them. */
export interface KeptGood {
  /** One of so many good parts, drawn by chance; null: none. */
  readonly oneIn: number | null;
  /** All good parts whose score is at least this share of T1, 0..1; null: none. */
  readonly nearLimit: number | null;
}

export const noKeptGood: KeptGood = { oneIn: null, nearLimit: null };

export const keptGoodBounds = {
  oneIn: { least: 1, most: 1_000_000 },
  nearLimit: { least: 0.5, most: 0.99 },
} as const;

/** Whether a good part's score lies near T1. No share of a limit at or below 0 lies below it: nothing is near that. */
export function isNearLimit(score: number, reviewLimit: number, share: number | null): boolean {
  return share !== null && reviewLimit > 0 && score >= share * reviewLimit;
}
