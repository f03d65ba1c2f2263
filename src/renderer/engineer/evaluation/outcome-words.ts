import type { DecisionOutcome } from '../../../shared/domain/decision-outcome.ts';
import { formatCount } from '../../formats.ts';

/** The counts of an outcome as the messages of `decisions.outcome` name them. */
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

/** An outcome, or the counts alone that are left of one. */
type Counted = { readonly [Name in keyof DecisionOutcome]: { readonly count: number; readonly of: number } };

/** A count; the mean of several ones has a decimal. */
export function countText(count: number, locale: string): string {
  return Number.isInteger(count)
    ? formatCount(count, locale)
    : count.toLocaleString(locale, { maximumFractionDigits: 1 });
}
