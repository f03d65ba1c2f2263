import { z } from 'zod';

/** A count or share at each of a model's limits, T1 and T2. */
export const atLimitsSchema = z.object({ review: z.number(), defect: z.number() });
export type AtLimits = z.infer<typeof atLimitsSchema>;
export const limitNames = ['review', 'defect'] as const;

/** What `evaluate --json` prints of decisions. */
export const decisionsSchema = z.object({
  thresholds: atLimitsSchema,
  scores: z.array(z.object({ defective: z.boolean(), score: z.number() })),
});

/** Parts of a test set, and what a model's own limits do with them. */
export const ownLimitsSchema = z.object({
  good: z.number(),
  defective: z.number(),
  /** Good parts at or above the limit. */
  falseRejects: atLimitsSchema,
  /** Defective parts below the limit. */
  escapes: atLimitsSchema,
});
export type OwnLimits = z.infer<typeof ownLimitsSchema>;

export function atOwnLimits({ thresholds, scores }: z.infer<typeof decisionsSchema>): OwnLimits {
  const good = scores.filter(({ defective }) => !defective).map(({ score }) => score);
  const bad = scores.filter(({ defective }) => defective).map(({ score }) => score);
  const count = (which: (limit: number) => number): AtLimits => ({
    review: which(thresholds.review),
    defect: which(thresholds.defect),
  });
  return {
    ...{ good: good.length, defective: bad.length },
    falseRejects: count((limit) => good.filter((score) => score >= limit).length),
    escapes: count((limit) => bad.filter((score) => score < limit).length),
  };
}
