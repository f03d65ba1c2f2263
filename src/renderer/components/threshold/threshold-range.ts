import type { Thresholds } from '../../../shared/domain/verdict.ts';

/** The section of the score axis on which people move limits. */
export interface ThresholdRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
}

/**
 * Returns a range around the limits with space on both sides; it starts at zero if the limits are positive, and has two
 * hundred to five hundred steps of a round size.
 */
export function thresholdRange({ review, defect }: Thresholds): ThresholdRange {
  const size = Math.max(Math.abs(review), Math.abs(defect)) || 1;
  const gap = Math.max(defect - review, size / 2);
  const lowest = review > 0 ? 0 : review - gap;
  const highest = defect + 2 * gap;
  const step = 10 ** Math.ceil(Math.log10((highest - lowest) / 500));
  const fine = [step / 5, step / 2, step].find((size) => (highest - lowest) / size <= 500) ?? step;
  return { minimum: Math.floor(lowest / fine) * fine, maximum: Math.ceil(highest / fine) * fine, step: fine };
}

/** Whether both limits lie on the range with space to move. */
export function holds(range: ThresholdRange, { review, defect }: Thresholds): boolean {
  const room = (range.maximum - range.minimum) / 20;
  return review >= range.minimum && defect <= range.maximum - room;
}

/** Returns the position of a score on the range, 0..1, clamped. */
export function rangePosition(range: ThresholdRange, score: number): number {
  const position = (score - range.minimum) / (range.maximum - range.minimum);
  return Number.isNaN(position) ? 1 : Math.min(Math.max(position, 0), 1);
}
