import type { LiveOutcome } from '../../shared/contract/live.ts';
import { outcomes } from '../../shared/domain/outcome.ts';

interface JudgedPart {
  readonly result: Pick<LiveOutcome, 'verdict' | 'entryId'> & { readonly score?: number };
}

/**
 * Chooses the parts for the strip from those that arrived since its last update. The strip takes every part of a line.
 * From a camera with too many frames to tell apart it takes the worst, so that twenty of them span some seconds, and
 * the frame of the current entry.
 *
 * @param arrived newest first
 * @param entry the current log entry
 */
export function choosePartsForStrip<Part extends JudgedPart>(
  arrived: readonly Part[],
  fast: boolean,
  entry: number | null,
): readonly Part[] {
  if (!fast) return arrived;
  const [first, ...others] = arrived;
  if (!first) return [];
  const worst = others.reduce((before, part) => (isWorse(part, before) ? part : before), first);
  const atHand = arrived.find(({ result }) => entry !== null && result.entryId === entry);
  return arrived.filter((part) => part === worst || part === atHand);
}

function isWorse({ result: one }: JudgedPart, { result: other }: JudgedPart): boolean {
  const difference = outcomes.indexOf(one.verdict) - outcomes.indexOf(other.verdict);
  return difference === 0 ? (one.score ?? 0) > (other.score ?? 0) : difference > 0;
}
