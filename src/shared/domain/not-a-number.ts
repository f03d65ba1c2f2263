/** What every metric throws on a score that is not a number: no rank can be given to it. */
export function notANumber(): RangeError {
  return new RangeError('A score is not a number: the metric is undefined');
}
