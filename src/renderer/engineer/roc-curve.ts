export interface RocPoint {
  /** Share of good parts called defect, 0..1. */
  readonly falseRejectRate: number;
  /** Share of defective parts called defect, 0..1. */
  readonly detectionRate: number;
  /** The limit at and above which parts are called defect; Infinity at the first point. */
  readonly limit: number;
}

/**
 * The receiver operating characteristic: a point per distinct score, from "nothing is defect" to "everything is".
 * Empty when good or defective parts are missing.
 */
export function rocCurve(
  scores: readonly { readonly score: number; readonly defective: boolean }[],
): RocPoint[] {
  const defective = scores.filter((image) => image.defective).length;
  const good = scores.length - defective;
  if (good === 0 || defective === 0) return [];
  const falling = [...scores].sort((a, b) => b.score - a.score);
  const points: RocPoint[] = [{ falseRejectRate: 0, detectionRate: 0, limit: Infinity }];
  let rejected = 0;
  let found = 0;
  falling.forEach((image, index) => {
    if (image.defective) found += 1;
    else rejected += 1;
    if (falling[index + 1]?.score === image.score) return;
    points.push({ falseRejectRate: rejected / good, detectionRate: found / defective, limit: image.score });
  });
  return points;
}
