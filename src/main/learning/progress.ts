import type { TrainingPhase } from '../../shared/contract/training.ts';

/** The phases of a training in order, with their approximate shares of the time, which add up to 1. */
export type PhaseShares = readonly (readonly [TrainingPhase, number])[];

/** Shares of a training of students. */
export const studentShares: PhaseShares = [
  ['teacher-descriptors', 0.06],
  ['students', 0.86],
  ['validation-statistics', 0.05],
  ['export', 0.03],
];

export interface Progress {
  /** Starts a phase and returns a function that reports the finished share of it, 0..1. */
  phase(name: TrainingPhase): (share: number) => void;
}

const leastIntervalMs = 200;

/**
 * Combines all phases into one number that never decreases. Reports at most five times a second; a phase's
 * first and last report always pass.
 */
export function createProgress(
  report: (phase: TrainingPhase, progress: number, etaSeconds: number | null) => void,
  shares: PhaseShares,
  now: () => number = () => performance.now(),
): Progress {
  const started = now();
  let highest = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    phase(name) {
      const index = shares.findIndex(([phase]) => phase === name);
      const before = shares.slice(0, index).reduce((sum, [, share]) => sum + share, 0);
      const phaseShare = shares[index]?.[1] ?? 0;
      const tell = (share: number): void => {
        highest = Math.max(highest, Math.min(before + phaseShare * share, 1));
        const time = now();
        if (time - last < leastIntervalMs && share > 0 && share < 1) return;
        last = time;
        const elapsed = (time - started) / 1000;
        // Early percentages predict the rest poorly.
        const eta = highest > 0.08 ? (elapsed * (1 - highest)) / highest : null;
        report(name, highest, eta);
      };
      tell(0);
      return tell;
    },
  };
}
