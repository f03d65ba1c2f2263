import type { LabelledScore } from './labelled-score.ts';
import { thinned } from './thinned.ts';

/** Shares of the parts of a class, 0..1; 0 for a class without parts. */
export interface LimitShares {
  /** Share of defective parts below the limit. */
  readonly escapes: number;
  /** Share of good parts at or above the limit. */
  readonly falseRejects: number;
}

export interface LimitPoint extends LimitShares {
  /** A score of a part; the shares hold for a limit at it. */
  readonly limit: number;
  /** The shares of every limit above this one, up to the next point. */
  readonly after: LimitShares;
}

/**
 * Computes escapes and false rejects over the limit: a point per distinct score, rising, thinned for drawing.
 */
export function limitCurves(parts: readonly LabelledScore[]): LimitPoint[] {
  const rising = parts.toSorted((a, b) => a.score - b.score);
  const defective = rising.filter((part) => part.defective).length;
  const good = rising.length - defective;
  let [passed, kept] = [0, 0];
  const shares = (): LimitShares => ({
    escapes: defective === 0 ? 0 : passed / defective,
    falseRejects: good === 0 ? 0 : (good - kept) / good,
  });
  const points: LimitPoint[] = [];
  let at = shares();
  rising.forEach(({ score, defective: isDefective }, index) => {
    if (isDefective) passed += 1;
    else kept += 1;
    if (rising[index + 1]?.score === score) return;
    const after = shares();
    points.push({ limit: score, ...at, after });
    at = after;
  });
  return thinned(points, ({ escapes, falseRejects }) => [escapes, 1 - falseRejects]);
}
