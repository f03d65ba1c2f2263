import type { Verdict } from './verdict.ts';

/** What a known part is. */
export type KnownLabel = 'good' | 'defect';

/**
 * True when the verdict on a known part lets the line be released: a known good part is called good, a known bad one is not.
 * A bad part that goes to review has been caught; a good one that does shows that the line is no longer what it was.
 */
export function isRightVerdict(label: KnownLabel, verdict: Verdict): boolean {
  return (label === 'good') === (verdict === 'good');
}
