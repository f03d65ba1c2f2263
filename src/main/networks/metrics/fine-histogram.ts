import { notANumber } from '../../../shared/domain/not-a-number.ts';

const pageBits = 10;
const pageSize = 2 ** pageBits;
const pageCount = 2 ** (22 - pageBits);

/**
 * Returns the bin of a float32: the upper 22 bits of an integer 0..2³²−1 in the order of the scores. These
 * are sign, exponent and 13 bits of mantissa, so scores of any range are distinguished to 1 in 8192. Both
 * zeros share a bin.
 *
 * @param bits of the float32
 * @returns 0..2²²−1, rising with the score
 * @throws RangeError if the score is NaN
 */
export function binOf(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) throw notANumber();
  if (bits === 0x80000000) return 2 ** 21;
  return (((bits & 0x80000000) === 0 ? bits + 0x80000000 : 0xffffffff - bits) >>> 0) >>> 10;
}

/**
 * Sums weights over the bins of `binOf`. Memory is only used for pages with added bins, at most 32 MiB for
 * any number of scores.
 */
export class FineHistogram {
  readonly #pages = Array.from<Float64Array | undefined>({ length: pageCount });
  #total = 0;

  /** Sum of all weights. */
  get total(): number {
    return this.#total;
  }

  add(bin: number, weight: number): void {
    const page = (this.#pages[bin >>> pageBits] ??= new Float64Array(pageSize));
    const at = bin & (pageSize - 1);
    page[at] = (page[at] ?? 0) + weight;
    this.#total += weight;
  }

  /**
   * Adds scores by their bits, each of weight 1; fast, for the many pixels of good pictures.
   *
   * @throws RangeError as `binOf`
   */
  addAll(scores: Uint32Array): void {
    const pages = this.#pages;
    for (let index = 0; index < scores.length; index++) {
      const bin = binOf(scores[index] ?? 0);
      const page = (pages[bin >>> pageBits] ??= new Float64Array(pageSize));
      const at = bin & (pageSize - 1);
      page[at] = (page[at] ?? 0) + 1;
    }
    this.#total += scores.length;
  }

  /** Returns the weights of the 1024 bins of page 0..4095; undefined: nothing was added there. */
  page(number: number): Float64Array | undefined {
    return this.#pages[number];
  }
}

/**
 * Iterates over the weights of two histograms bin by bin, highest score first, without bins empty in both.
 */
export function* fallingBins(
  first: FineHistogram,
  second: FineHistogram,
): Generator<readonly [number, number]> {
  for (let number = pageCount - 1; number >= 0; number--) {
    const [ones, others] = [first.page(number), second.page(number)];
    if (ones === undefined && others === undefined) continue;
    for (let at = pageSize - 1; at >= 0; at--) {
      const [one, other] = [ones?.[at] ?? 0, others?.[at] ?? 0];
      if (one !== 0 || other !== 0) yield [one, other];
    }
  }
}
