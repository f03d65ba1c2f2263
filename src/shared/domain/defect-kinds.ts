import type { LabelledPart } from './labelled-score.ts';
import { judge, type Limits } from './verdict.ts';

/** Verdicts on the parts with one kind of defect. */
export interface DefectKind {
  readonly kind: string;
  readonly images: number;
  /** Parts not called good, found by the station or by a reviewer. */
  readonly foundAtReview: number;
  /** Parts called defect, which the station rejects by itself. */
  readonly foundAtDefect: number;
  /** Parts called good. */
  readonly escapes: number;
  readonly meanScore: number;
}

/** Returns the kinds of defect in order of first appearance. */
export function defectKinds(
  parts: readonly (LabelledPart & { readonly kind: string })[],
  limits: Limits,
): DefectKind[] {
  const byKind = Map.groupBy(
    parts.filter(({ defective }) => defective),
    ({ kind }) => kind,
  );
  return [...byKind].map(([kind, own]) => {
    const verdicts = own.map((part) => judge(part, limits));
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
