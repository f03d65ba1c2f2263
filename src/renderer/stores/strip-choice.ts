import type { LiveOutcome } from '../../shared/contract/live.ts';
import { outcomes } from '../../shared/domain/outcome.ts';

interface JudgedPart {
  readonly result: Pick<LiveOutcome, 'verdict' | 'entryId'> & { readonly score?: number };
}

/**
 * Chooses the parts for the strip among those that arrived since it last moved. From a line it takes each. From a camera that gives more
 * frames than anybody could tell apart it takes the worst, so that twenty of them go back some seconds, and the one that stands for the
 * entry at hand.
 *
 * @param arrived newest first
 * @param entry the log's entry at hand
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
