import { noOutcomes, type Outcome, type OutcomeCounts } from '../../../src/shared/domain/outcome.ts';

export interface ReceivedParts {
  /** @param partNumber 1, 2, 3, … */
  add(partNumber: number, outcome: Outcome): void;
  readonly counts: OutcomeCounts;
  /** Number of different parts. */
  size(): number;
  newest(): number;
  /** Whether the parts came in the order of their numbers. */
  isInOrder(): boolean;
}

/** Keeps the parts that a receiver got; a part that was sent twice counts once. */
export function receivedParts(): ReceivedParts {
  const counts = { ...noOutcomes };
  const seen = new Set<number>();
  let newest = 0;
  let inOrder = true;
  return {
    add(partNumber, outcome) {
      if (seen.has(partNumber)) return;
      seen.add(partNumber);
      counts[outcome] += 1;
      inOrder &&= partNumber > newest;
      newest = Math.max(newest, partNumber);
    },
    counts,
    size: () => seen.size,
    newest: () => newest,
    isInOrder: () => inOrder,
  };
}
