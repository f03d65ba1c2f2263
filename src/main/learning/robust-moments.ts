import { median } from '../../shared/domain/robust-deviation.ts';

/** A value counts as if it lay at most this many spreads from the centre. */
const bound = 1.5;
/** E[min(x², bound²)] of a standard normal x: what makes the spread of normal values right. */
const boundedSquare = 0.7785;
const rounds = 20;

/**
 * Centre and spread of values, as their mean and standard deviation would be if none lay far from the others (Huber's second proposal,
 * 1964, bound 1.5). Both solve each other: values are drawn in to centre ± bound · spread, then both are taken again.
 *
 * @param values at least one; of one the spread is 0
 */
export function robustMoments(values: readonly number[]): {
  readonly centre: number;
  readonly spread: number;
} {
  let centre = median(values);
  let spread = startingSpread(values, centre);
  for (let round = 0; round < rounds && spread > 0; round++) {
    const reach = bound * spread;
    const from = centre;
    const drawnIn = values.map((value) => Math.min(Math.max(value - from, -reach), reach));
    const squares = drawnIn.reduce((sum, value) => sum + value ** 2, 0);
    centre += drawnIn.reduce((sum, value) => sum + value, 0) / values.length;
    spread = Math.sqrt(squares / Math.max(values.length - 1, 1) / boundedSquare);
  }
  return { centre, spread };
}

/** From the median deviation; where more than half of the values are the same, from the mean one. */
function startingSpread(values: readonly number[], centre: number): number {
  const deviations = values.map((value) => Math.abs(value - centre));
  const middle = median(deviations) / 0.6745;
  return middle > 0 ? middle : deviations.reduce((sum, value) => sum + value, 0) / values.length / 0.7979;
}
