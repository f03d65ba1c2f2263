import type { LabelledScore } from './labelled-score.ts';
import { judge, type Thresholds } from './verdict.ts';

/** How the parts with one kind of defect fare at the limits. */
export interface DefectKind {
  readonly kind: string;
  readonly images: number;
  /** Parts at or above T1: what a person or the station finds. */
  readonly foundAtReview: number;
  /** Parts at or above T2: what the station rejects by itself. */
  readonly foundAtDefect: number;
  /** Parts below T1: called good. */
  readonly escapes: number;
  readonly meanScore: number;
}

/** The kinds of defect in the order they are met. */
export function defectKinds(
  parts: readonly (LabelledScore & { readonly kind: string })[],
  limits: Thresholds,
): DefectKind[] {
  const byKind = Map.groupBy(
    parts.filter(({ defective }) => defective),
    ({ kind }) => kind,
  );
  return [...byKind].map(([kind, own]) => {
    const verdicts = own.map(({ score }) => judge(score, limits));
    const escapes = verdicts.filter((verdict) => verdict === 'good').length;
    return {
      kind,
      images: own.length,
      foundAtReview: own.length - escapes,
      foundAtDefect: verdicts.filter((verdict) => verdict === 'defect').length,
      escapes,
      meanScore: own.reduce((sum, { score }) => sum + score, 0) / own.length,
    };
  });
}
