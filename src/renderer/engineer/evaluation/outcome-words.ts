import type { DecisionOutcome } from '../../../shared/domain/decision-outcome.ts';
import { formatCount } from '../../formats.ts';

/** Returns the counts of an outcome under the names that the messages of `decisions.outcome` use. */
export function outcomeCounts(
  { escapes, falseRejects }: Pick<Counted, 'escapes' | 'falseRejects'>,
  locale: string,
): { escapes: string; defective: string; rejected: string; good: string } {
  return {
    escapes: countText(escapes.count, locale),
    defective: countText(escapes.of, locale),
    rejected: countText(falseRejects.count, locale),
    good: countText(falseRejects.of, locale),
  };
}

/** An outcome, or only its counts. */
type Counted = { readonly [Name in keyof DecisionOutcome]: { readonly count: number; readonly of: number } };

/** Formats a count; a mean of several counts has a decimal. */
export function countText(count: number, locale: string): string {
  return Number.isInteger(count)
    ? formatCount(count, locale)
    : count.toLocaleString(locale, { maximumFractionDigits: 1 });
}
