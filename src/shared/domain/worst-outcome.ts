import { outcomes, type Outcome } from './outcome.ts';

/** Returns the outcome of a part seen from several sides: the worst of its views. */
export function worstOutcome(views: readonly Outcome[]): Outcome {
  return views.reduce<Outcome>(
    (worst, view) => (outcomes.indexOf(view) > outcomes.indexOf(worst) ? view : worst),
    'good',
  );
}
