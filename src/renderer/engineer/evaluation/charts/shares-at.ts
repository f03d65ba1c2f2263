import type { LimitPoint, LimitShares } from '../../../../shared/domain/limit-curves.ts';

/** Returns the error rates of a limit: those of the first curve point at or above it. */
export function sharesAt(curves: readonly LimitPoint[], limit: number): LimitShares {
  return (
    curves.find((point) => point.limit >= limit) ?? curves.at(-1)?.after ?? { escapes: 0, falseRejects: 0 }
  );
}
