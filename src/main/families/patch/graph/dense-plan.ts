import type { ConvolutionOp, PoolOp } from '../../../networks/operations.ts';
import { poolStride, type Layer, type PatchNetworkSpec } from './spec.ts';

/** Pixels between two dense descriptors; the paper uses 1. */
export type OutputStride = 1 | 2 | 4 | 8;

export const outputStrides = [1, 2, 4, 8] as const satisfies readonly OutputStride[];

export type DenseOp = ConvolutionOp | PoolOp;

/** Reflected rows and columns around the image, in pixels. */
export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface DensePlan {
  readonly spec: PatchNetworkSpec;
  readonly stride: OutputStride;
  /** Input size in pixels, without padding. */
  readonly height: number;
  readonly width: number;
  readonly padding: Padding;
  readonly ops: readonly DenseOp[];
  /** `ceil(height / stride)`. */
  readonly outputHeight: number;
  /** `ceil(width / stride)`. */
  readonly outputWidth: number;
}

/**
 * Returns the stride of the training for inspection at `stride`; it may be larger, because TensorFlow has no
 * gradient of a dilated convolution.
 */
export function trainingStride(spec: PatchNetworkSpec, stride: OutputStride): OutputStride {
  const least = Math.max(stride, poolStride(spec));
  return outputStrides.find((possible) => possible >= least) ?? stride;
}

/**
 * Returns the index of the layer that takes the output stride beyond the pools: the last one that is not
 * pointwise.
 */
function lastSpatialConvolution(layers: readonly Layer[]): number {
  return layers.findLastIndex((layer) => layer.kind === 'convolution' && layer.kernel > 1);
}

/**
 * Converts the patch network's layers to operations over a whole image. Pools keep their stride while output
 * stride is left. A pool beyond that has stride 1, and later operations dilate by twice its dilation. Output
 * stride beyond the pools goes to the last spatial convolution. Weights do not change.
 */
export function denseOps(spec: PatchNetworkSpec, stride: OutputStride): DenseOp[] {
  let remaining: number = stride;
  let dilation = 1;
  let index = 0;
  const left = Math.max(1, stride / poolStride(spec));
  const last = lastSpatialConvolution(spec.layers);
  return spec.layers.map((layer, position): DenseOp => {
    if (layer.kind === 'pool') {
      if (remaining > 1) {
        remaining /= 2;
        return { kind: 'pool', stride: 2, dilation: 1 };
      }
      const op: DenseOp = { kind: 'pool', stride: 1, dilation };
      dilation *= 2;
      return op;
    }
    return {
      kind: 'convolution',
      index: index++,
      kernel: layer.kernel,
      channels: layer.channels,
      stride: position === last ? left : 1,
      dilation,
      activation: layer.activation,
    };
  });
}

/** Returns the layers unchanged, for patches of the receptive field's size: every pool has stride 2. */
export function patchOps(spec: PatchNetworkSpec): DenseOp[] {
  let index = 0;
  return spec.layers.map((layer): DenseOp =>
    layer.kind === 'pool'
      ? { kind: 'pool', stride: 2, dilation: 1 }
      : { ...layer, index: index++, stride: 1, dilation: 1 },
  );
}

/**
 * Returns the input pixels in one direction that one output depends on; at most the receptive field (pools
 * drop odd rows).
 */
export function inputExtent(ops: readonly DenseOp[]): number {
  let extent = 1;
  let step = 1;
  for (const op of ops) {
    const kernel = op.kind === 'pool' ? 2 : op.kernel;
    extent += (kernel - 1) * op.dilation * step;
    step *= op.stride;
  }
  return extent;
}

/**
 * Plans fast dense local feature extraction (Bailer et al., used by the paper in 3.1): output (r, c) is the
 * descriptor of the p×p patch centred at pixel (r·stride, c·stride), borders reflected.
 *
 * @param size input height and width in pixels, each more than half the receptive field
 * @throws RangeError for an input too small to be reflected
 */
export function densePlan(
  spec: PatchNetworkSpec,
  stride: OutputStride,
  size: { readonly height: number; readonly width: number },
): DensePlan {
  const { height, width } = size;
  const border = (spec.receptiveField - 1) / 2;
  if (Math.min(height, width) <= border) {
    throw new RangeError(
      `An input of ${width}×${height} pixels is too small for a receptive field of ${spec.receptiveField}; ` +
        `both sides must be at least ${border + 1} pixels`,
    );
  }
  const ops = denseOps(spec, stride);
  const extent = inputExtent(ops);
  const outputHeight = Math.ceil(height / stride);
  const outputWidth = Math.ceil(width / stride);
  return {
    spec,
    stride,
    height,
    width,
    padding: {
      top: border,
      bottom: (outputHeight - 1) * stride + extent - height - border,
      left: border,
      right: (outputWidth - 1) * stride + extent - width - border,
    },
    ops,
    outputHeight,
    outputWidth,
  };
}
