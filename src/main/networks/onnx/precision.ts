import type { Precision } from '../../../shared/domain/precision.ts';

/** Inputs of a convolution, channel by channel `[in]`, and its outputs, on good images. */
export interface ConvolutionStatistics {
  /** Least and greatest output, before the activation. */
  readonly least: number;
  readonly most: number;
  readonly inputMean: Float32Array;
  readonly inputLeast: Float32Array;
  /** Mean with negative values set to 0. */
  readonly positiveMean: Float32Array;
  /** Mean square of the negative values. */
  readonly negativeSquare: Float32Array;
}

/**
 * The arithmetic of one network: `float32`; `float16`, for GPUs; `int8`, for processors, with the statistics
 * of each convolution.
 */
export type NetworkPrecision =
  | { readonly name: Exclude<Precision, 'int8'> }
  | { readonly name: 'int8'; readonly statistics: readonly ConvolutionStatistics[] };
