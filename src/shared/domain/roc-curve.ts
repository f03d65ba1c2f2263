import type { LabelledScore } from './labelled-score.ts';
import { thinned } from './thinned.ts';

export interface RocPoint {
  /** Share of good parts called defect, 0..1. */
  readonly falseRejectRate: number;
  /** Share of defective parts called defect, 0..1. */
  readonly detectionRate: number;
  /** The limit at and above which parts are called defect; Infinity at the first point. */
  readonly limit: number;
}

/**
 * Computes the receiver operating characteristic: a point per distinct score, from "nothing is defect" to
 * "everything is". Empty without good or without defective parts.
 */
export function rocCurve(parts: readonly LabelledScore[]): RocPoint[] {
  const defective = parts.filter((part) => part.defective).length;
  const good = parts.length - defective;
  if (good === 0 || defective === 0) return [];
  const falling = parts.toSorted((a, b) => b.score - a.score);
  const points: RocPoint[] = [{ falseRejectRate: 0, detectionRate: 0, limit: Infinity }];
  let rejected = 0;
  let found = 0;
  falling.forEach((part, index) => {
    if (part.defective) found += 1;
    else rejected += 1;
    if (falling[index + 1]?.score === part.score) return;
    points.push({ falseRejectRate: rejected / good, detectionRate: found / defective, limit: part.score });
  });
  return points;
}

/** Computes `rocCurve`, thinned for drawing and storing. */
export function thinnedRocCurve(parts: readonly LabelledScore[]): RocPoint[] {
  return thinned(rocCurve(parts), ({ falseRejectRate, detectionRate }) => [falseRejectRate, detectionRate]);
}
