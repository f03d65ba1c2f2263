/** A share with its 95 % confidence interval. */
export interface Rate {
  readonly count: number;
  readonly of: number;
  /** 0..1; null if `of` is 0. */
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
}

/** The standard normal's 97.5 % quantile. */
const z = 1.959963984540054;

/**
 * Computes a rate with its 95 % interval by Wilson's score: E. B. Wilson, “Probable inference, the law of
 * succession, and statistical inference”, J. Am. Stat. Assoc. 22 (1927). It is valid for few parts and for
 * shares near 0 and 1.
 *
 * @param count counted parts, 0..of
 * @param of examined parts; 0 gives the interval 0..1
 */
export function wilsonRate(count: number, of: number): Rate {
  if (of === 0) return { count, of, share: null, low: 0, high: 1 };
  const share = count / of;
  const weight = 1 + z ** 2 / of;
  const middle = (share + z ** 2 / (2 * of)) / weight;
  const reach = (z / weight) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return {
    count,
    of,
    share,
    low: count === 0 ? 0 : Math.max(middle - reach, 0),
    high: count === of ? 1 : Math.min(middle + reach, 1),
  };
}
