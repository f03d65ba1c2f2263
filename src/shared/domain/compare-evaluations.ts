/** What an evaluation says of a model, as far as two are compared. */
export interface EvaluatedMerit {
  /** SHA-256 over the evaluated images; null where nobody took it. */
  readonly dataSha256: string | null;
  readonly imageAuroc: number | null;
  readonly auPro: number | null;
}

/** `better` and `worse` are said of the first: in one measure at least, and not the reverse in the other. */
export const comparisons = ['better', 'worse', 'alike', 'mixed'] as const;
export type Comparison = (typeof comparisons)[number];

/** Differences up to this are those of another seed. */
export const significantDifference = 0.005;

/** Which of two models an evaluation prefers; null where they were not evaluated on the same images, or nothing can be compared. */
export function compareEvaluations(own: EvaluatedMerit, other: EvaluatedMerit): Comparison | null {
  if (own.dataSha256 === null || own.dataSha256 !== other.dataSha256) return null;
  const differences = (['imageAuroc', 'auPro'] as const).flatMap((measure) => {
    const [mine, theirs] = [own[measure], other[measure]];
    return mine === null || theirs === null ? [] : [mine - theirs];
  });
  if (differences.length === 0) return null;
  const gains = differences.some((difference) => difference > significantDifference);
  const losses = differences.some((difference) => difference < -significantDifference);
  if (gains && losses) return 'mixed';
  if (gains) return 'better';
  return losses ? 'worse' : 'alike';
}
