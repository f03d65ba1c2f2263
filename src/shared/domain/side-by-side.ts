import type { LabelledScore } from './labelled-score.ts';
import { measuredParts, type ProfiledPart, type RegionProfile } from './region-profile.ts';
import { judge, verdicts, type Limits, type Verdict } from './verdict.ts';

/** One model's evaluation, with the limits that were in force for it. */
export interface EvaluatedSide<Part> {
  readonly scores: readonly Part[];
  readonly regionProfile: RegionProfile | null;
  readonly thresholds: Limits;
}

/** A model's verdict on an image. */
export interface SidedVerdict {
  /** Index among the evaluation's images. */
  readonly number: number;
  readonly score: number;
  readonly verdict: Verdict;
  /** Whether a good part is called good or a defective one defect; false for review. */
  readonly right: boolean;
  /** Distance from the correct verdict: 0 correct, 1 review, 2 wrong. */
  readonly error: number;
}

export interface SidedImage {
  readonly file: string;
  readonly kind: string;
  readonly defective: boolean;
  readonly one: SidedVerdict;
  readonly other: SidedVerdict;
}

type SidedPart = LabelledScore & ProfiledPart & { readonly file: string; readonly kind: string };

/**
 * Compares two evaluations image by image. Disagreements come first, ordered by the distance of the verdicts,
 * then of the scores. Images in only one of the evaluations are left out.
 */
export function sideBySide<Part extends SidedPart>(
  one: EvaluatedSide<Part>,
  other: EvaluatedSide<Part>,
): SidedImage[] {
  const others = new Map(verdictsOf(other).map((entry) => [entry.part.file, entry.said]));
  const images = verdictsOf(one).flatMap(({ part, said }): SidedImage[] => {
    const there = others.get(part.file);
    const { file, kind, defective } = part;
    return there ? [{ file, kind, defective, one: said, other: there }] : [];
  });
  return images.toSorted(
    (a, b) => distance(b) - distance(a) || scoreDistance(b) - scoreDistance(a) || (a.file < b.file ? -1 : 1),
  );
}

export function disagree({ one, other }: SidedImage): boolean {
  return one.verdict !== other.verdict;
}

function verdictsOf<Part extends SidedPart>(
  side: EvaluatedSide<Part>,
): { readonly part: Part; readonly said: SidedVerdict }[] {
  return measuredParts(side).map((part, number) => {
    const verdict = judge(part, side.thresholds);
    const right = verdict === (part.defective ? 'defect' : 'good');
    const error = part.defective ? 2 - verdicts.indexOf(verdict) : verdicts.indexOf(verdict);
    return { part, said: { number, score: part.score, verdict, right, error } };
  });
}

/** Returns the number of steps between the two verdicts. */
function distance({ one, other }: SidedImage): number {
  return Math.abs(verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict));
}

function scoreDistance({ one, other }: SidedImage): number {
  return Math.abs(one.score - other.score);
}
