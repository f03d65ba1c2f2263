import type { Precision } from '../../../shared/domain/precision.ts';

/** What a convolution takes, channel by channel `[in]`, and gives on good images. */
export interface ConvolutionStatistics {
  /** Least and most that it gives, before its activation. */
  readonly least: number;
  readonly most: number;
  readonly inputMean: Float32Array;
  readonly inputLeast: Float32Array;
  /** Mean with 0 for what is below 0. */
  readonly positiveMean: Float32Array;
  /** Mean square of what is below 0. */
  readonly negativeSquare: Float32Array;
}

/**
 * The arithmetic of one network: `float32`; `float16`, for GPUs; `int8`, for processors, with the statistics of each
 * convolution.
 */
export type NetworkPrecision =
  | { readonly name: Exclude<Precision, 'int8'> }
  | { readonly name: 'int8'; readonly statistics: readonly ConvolutionStatistics[] };
