import type { LabelledScore } from './labelled-score.ts';
import { measuredParts, type ProfiledPart, type RegionProfile } from './region-profile.ts';
import { judge, verdicts, type Limits, type Verdict } from './verdict.ts';

/** What one model's evaluation says, judged by the limits that were in force for it. */
export interface EvaluatedSide<Part> {
  readonly scores: readonly Part[];
  readonly regionProfile: RegionProfile | null;
  readonly thresholds: Limits;
}

/** What a model says of an image. */
export interface SidedVerdict {
  /** Place among the evaluation's images. */
  readonly number: number;
  readonly score: number;
  readonly verdict: Verdict;
  /** Good parts called good, defective ones called defect; review is neither. */
  readonly right: boolean;
  /** How far the verdict is from the right one: 0 right, 1 review, 2 wrong. */
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
 * Two evaluations image by image: what they disagree on first, the farther apart the verdicts and then the scores the earlier.
 * Images that only one of them has are left out.
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

/** True when the two give an image different verdicts. */
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

/** Steps between the two verdicts. */
function distance({ one, other }: SidedImage): number {
  return Math.abs(verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict));
}

function scoreDistance({ one, other }: SidedImage): number {
  return Math.abs(one.score - other.score);
}
