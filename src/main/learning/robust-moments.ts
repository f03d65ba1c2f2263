import { median } from '../../shared/domain/robust-deviation.ts';

/** Values beyond this many spreads from the centre count as if they lay there. */
const bound = 1.5;
/** E[min(x², bound²)] of a standard normal x; it makes the spread of normal values correct. */
const boundedSquare = 0.7785;
const rounds = 20;

/**
 * Computes centre and spread of values: mean and standard deviation without the influence of distant values
 * (Huber's second proposal, 1964, bound 1.5). Iterates: draws values in to centre ± bound · spread, then
 * computes both again.
 *
 * @param values at least one; the spread of one value is 0
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

/**
 * Returns the spread from the median deviation; if more than half of the values are equal, from the mean
 * deviation.
 */
function startingSpread(values: readonly number[], centre: number): number {
  const deviations = values.map((value) => Math.abs(value - centre));
  const middle = median(deviations) / 0.6745;
  return middle > 0 ? middle : deviations.reduce((sum, value) => sum + value, 0) / values.length / 0.7979;
}
