/** Makes the error of every metric for a NaN score, which has no rank. */
export function notANumber(): RangeError {
  return new RangeError('A score is not a number: the metric is undefined');
}
