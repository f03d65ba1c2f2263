import type { Verdict } from './verdict.ts';

/** The label of a known part. */
export type KnownLabel = 'good' | 'defect';

/**
 * Returns whether the verdict on a known part allows the line's release: a good part is called good, a bad
 * one is not. A bad part in review has been caught. A good part in review shows that the line has changed.
 */
export function isRightVerdict(label: KnownLabel, verdict: Verdict): boolean {
  return (label === 'good') === (verdict === 'good');
}
