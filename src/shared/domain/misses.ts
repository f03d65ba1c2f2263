import type { LabelledPart, LabelledScore } from './labelled-score.ts';
import { judge, type Limits } from './verdict.ts';

/** `escape`: defective, called good · `false-reject`: good, called defect · `doubt`: sent to review. */
export type MissKind = 'escape' | 'false-reject' | 'doubt';

/** A part whose verdict contradicts the truth. */
export type Miss<Part extends LabelledScore> = Part & { readonly miss: MissKind };

/**
 * Lists the limits' mistakes, worst first: escapes by falling distance below T1, then false rejects by
 * falling distance above T2, then parts sent to review, defective ones first.
 */
export function missesAt<Part extends LabelledPart>(parts: readonly Part[], limits: Limits): Miss<Part>[] {
  const misses: Miss<Part>[] = [];
  for (const part of parts) {
    const verdict = judge(part, limits);
    if (verdict === 'review') misses.push({ ...part, miss: 'doubt' });
    else if (part.defective && verdict === 'good') misses.push({ ...part, miss: 'escape' });
    else if (!part.defective && verdict === 'defect') misses.push({ ...part, miss: 'false-reject' });
  }
  const rank = ({ miss }: Miss<Part>): number => (miss === 'escape' ? 0 : miss === 'false-reject' ? 1 : 2);
  const order = ({ defective, score }: Miss<Part>): number => (defective ? score : -score);
  return misses.sort(
    (a, b) => rank(a) - rank(b) || Number(b.defective) - Number(a.defective) || order(a) - order(b),
  );
}
