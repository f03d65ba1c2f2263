import { noOutcomes, outcomes, type Outcome, type OutcomeCounts } from '../../../shared/domain/outcome.ts';

/** Results of a simulated line's parts. */
export interface LineTally {
  readonly triggers: number;
  readonly outcomes: OutcomeCounts;
  /** Number of parts without a result. */
  readonly lost: number;
  /** Quantiles of the time from trigger to result, milliseconds; null without results. */
  readonly p50: number | null;
  readonly p99: number | null;
}

export interface OpenTally {
  triggered(): void;
  /** @param milliseconds time since the part's trigger */
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

/** Returns the smallest value such that at least this share of all values is not above it. @param sorted ascending */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
