import { notInspected, type Outcome } from './outcome.ts';

const order: readonly Outcome[] = ['good', 'review', 'defect', notInspected];

/** Returns the outcome of a part seen from several sides: the worst of its views. */
export function worstOutcome(views: readonly Outcome[]): Outcome {
  return views.reduce<Outcome>(
    (worst, view) => (order.indexOf(view) > order.indexOf(worst) ? view : worst),
    'good',
  );
}
