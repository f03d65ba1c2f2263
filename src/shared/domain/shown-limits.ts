import type { Thresholds } from './verdict.ts';

/** The span of a chart of scores, and the limits within it. */
export interface ShownLimits {
  readonly low: number;
  readonly high: number;
  readonly within: readonly ('review' | 'defect')[];
}

/**
 * Limits farther away than this many times the scores' height are left out, because they would flatten the
 * scores.
 */
const reach = 2;

/**
 * Returns a span for the scores with a little room, including T1 and T2 if they are near.
 *
 * @param scores at least one
 */
export function shownLimits(scores: readonly number[], inForce: Thresholds | null): ShownLimits {
  const [least, most] = [Math.min(...scores), Math.max(...scores)];
  const height = Math.max(most - least, Math.abs(most) * 0.1, 1e-6);
  const within = (inForce === null ? [] : (['review', 'defect'] as const)).filter((name) => {
    const limit = inForce?.[name] ?? 0;
    return limit <= most + reach * height && limit >= least - reach * height;
  });
  const shown = [least, most, ...within.map((name) => inForce?.[name] ?? 0)];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const room = Math.max((high - low) * 0.08, Math.abs(high) * 0.01, 1e-6);
  return { low: low - room, high: high + room, within };
}
