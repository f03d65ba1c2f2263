import type { DecisionOutcome } from '../../shared/domain/decision-outcome.ts';
import type { Rate } from '../../shared/domain/wilson-interval.ts';

/** Returns the limits' decisions on known parts in words; each figure has its confidence interval. */
export function outcomeText({ escapes, falseRejects, reviews }: DecisionOutcome): string {
  return (
    `${countOf(escapes)} known defects pass${interval(escapes)} and ` +
    `${countOf(falseRejects)} good parts are rejected${interval(falseRejects)}; ${countOf(reviews)} go to review`
  );
}

/** Returns a rate such as `2 of 32`; a mean of several divisions has one decimal. */
export function countOf({ count, of }: Rate): string {
  return `${Number.isInteger(count) ? count : count.toFixed(1)} of ${of}`;
}

function interval({ low, high, of }: Rate): string {
  const percent = (share: number): string => (share * 100).toFixed(1);
  return of === 0 ? '' : ` (95 % interval ${percent(low)} to ${percent(high)} %)`;
}
