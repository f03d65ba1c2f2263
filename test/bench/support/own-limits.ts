import { z } from 'zod';

/** A count or share at each of a model's limits, T1 and T2. */
export const atLimitsSchema = z.object({ review: z.number(), defect: z.number() });
export type AtLimits = z.infer<typeof atLimitsSchema>;
export const limitNames = ['review', 'defect'] as const;

/** The decisions in the output of `evaluate --json`. */
export const decisionsSchema = z.object({
  thresholds: atLimitsSchema,
  scores: z.array(z.object({ defective: z.boolean(), score: z.number() })),
});

/** The parts of a test set and the decisions of a model's own limits on them. */
export const ownLimitsSchema = z.object({
  good: z.number(),
  defective: z.number(),
  /** Good parts at or above the limit. */
  falseRejects: atLimitsSchema,
  /** Defective parts below the limit. */
  escapes: atLimitsSchema,
  /** Defective parts below the best limit with as many false rejects, i.e. escapes due to the map and not to calibration. */
  leastEscapes: atLimitsSchema,
});
export type OwnLimits = z.infer<typeof ownLimitsSchema>;

export function atOwnLimits({ thresholds, scores }: z.infer<typeof decisionsSchema>): OwnLimits {
  const good = scores.filter(({ defective }) => !defective).map(({ score }) => score);
  const bad = scores.filter(({ defective }) => defective).map(({ score }) => score);
  const count = (which: (limit: number) => number): AtLimits => ({
    review: which(thresholds.review),
    defect: which(thresholds.defect),
  });
  const falseRejects = count((limit) => good.filter((score) => score >= limit).length);
  return {
    good: good.length,
    defective: bad.length,
    falseRejects,
    escapes: count((limit) => bad.filter((score) => score < limit).length),
    leastEscapes: {
      review: leastEscapes(good, bad, falseRejects.review),
      defect: leastEscapes(good, bad, falseRejects.defect),
    },
  };
}

/** Counts the defective parts that pass at the lowest limit with at most the given number of false rejects. */
function leastEscapes(good: readonly number[], bad: readonly number[], falseRejects: number): number {
  const highestPassing = good.toSorted((a, b) => b - a)[falseRejects] ?? Number.NEGATIVE_INFINITY;
  return bad.filter((score) => score <= highestPassing).length;
}
