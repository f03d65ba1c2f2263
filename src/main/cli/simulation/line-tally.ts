import { noOutcomes, outcomes, type Outcome, type OutcomeCounts } from '../../../shared/domain/outcome.ts';

/** What became of the parts of a line that was played. */
export interface LineTally {
  readonly triggers: number;
  readonly outcomes: OutcomeCounts;
  /** Parts without a result. */
  readonly lost: number;
  /** From trigger to result, milliseconds; null without any result. */
  readonly p50: number | null;
  readonly p99: number | null;
}

export interface OpenTally {
  triggered(): void;
  /** @param milliseconds from its trigger */
  result(outcome: Outcome, milliseconds: number): void;
  close(): LineTally;
}

export function openTally(): OpenTally {
  const counts = { ...noOutcomes };
  const latencies: number[] = [];
  let triggers = 0;
  return {
    triggered: () => void (triggers += 1),
    result(outcome, milliseconds) {
      counts[outcome] += 1;
      latencies.push(milliseconds);
    },
    close() {
      const sorted = latencies.toSorted((a, b) => a - b);
      const results = outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
      return {
        triggers,
        outcomes: { ...counts },
        lost: triggers - results,
        p50: quantile(sorted, 0.5),
        p99: quantile(sorted, 0.99),
      };
    },
  };
}

/** The smallest value that is not below this share of them. @param sorted ascending */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
