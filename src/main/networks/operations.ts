/** Slope of LeakyReLU for negative inputs (paper, supplement). */
export const leakySlope = 5e-3;

/** A convolution of a network over whole images, with its activation. */
export interface ConvolutionOp {
  readonly kind: 'convolution';
  /** Index of this convolution and of its weights in the network. */
  readonly index: number;
  readonly kernel: number;
  readonly channels: number;
  readonly stride: number;
  readonly dilation: number;
  readonly activation: 'leaky-relu' | 'linear';
}

/** Max-pool over 2×2 cells, `dilation` apart. */
export interface PoolOp {
  readonly kind: 'pool';
  readonly stride: 1 | 2;
  readonly dilation: number;
}
