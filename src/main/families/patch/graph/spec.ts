/** Side in pixels of the square patch that one descriptor sees. */
export type ReceptiveField = 17 | 33 | 65;

/** `paper`: the channels of the paper; `compact`: a quarter of the hidden channels, half the descriptor. */
export type NetworkWidth = 'compact' | 'paper';

export const receptiveFields = [17, 33, 65] as const satisfies readonly ReceptiveField[];
export const networkWidths = ['compact', 'paper'] as const satisfies readonly NetworkWidth[];

export interface ConvolutionLayer {
  readonly kind: 'convolution';
  /** Side of the square kernel, in cells of its input. */
  readonly kernel: number;
  /** Output channels. */
  readonly channels: number;
  readonly activation: 'leaky-relu' | 'linear';
}

/** Max-pool 2×2, stride 2, no padding. */
export interface PoolLayer {
  readonly kind: 'pool';
}

export type Layer = ConvolutionLayer | PoolLayer;

/** A network that maps an RGB patch `[p, p, 3]` to a descriptor `[1, 1, D]` (paper, 3.1 and supplement). */
export interface PatchNetworkSpec {
  readonly receptiveField: ReceptiveField;
  readonly width: NetworkWidth;
  /** D, the descriptor's dimension. */
  readonly descriptorSize: number;
  readonly layers: readonly Layer[];
}

interface Step {
  readonly kernel: number;
  /** Channels at paper width; 0 stands for the descriptor. */
  readonly channels: number;
  readonly pool: boolean;
}

const step = (kernel: number, channels: number, pool = false): Step => ({ kernel, channels, pool });

const stepsByReceptiveField = {
  17: [step(6, 128), step(5, 256), step(5, 256), step(4, 0)],
  33: [step(5, 128, true), step(5, 256, true), step(2, 256), step(4, 0)],
  65: [step(5, 128, true), step(5, 128, true), step(5, 256, true), step(4, 256), step(1, 0)],
} as const satisfies Record<ReceptiveField, readonly Step[]>;

/** Returns the patch network of a receptive field and width; teacher and students share it. */
export function patchNetworkSpec(receptiveField: ReceptiveField, width: NetworkWidth): PatchNetworkSpec {
  const descriptorSize = width === 'paper' ? 128 : 64;
  const divisor = width === 'paper' ? 1 : 4;
  const layers = stepsByReceptiveField[receptiveField].flatMap(({ kernel, channels, pool }): Layer[] => {
    const last = channels === 0;
    const convolution: Layer = {
      kind: 'convolution',
      kernel,
      channels: last ? descriptorSize : channels / divisor,
      activation: last ? 'linear' : 'leaky-relu',
    };
    return pool ? [convolution, { kind: 'pool' }] : [convolution];
  });
  return { receptiveField, width, descriptorSize, layers };
}

/** Returns the shape `[kernel, kernel, in, out]` of every convolution's kernel, in order. */
export function kernelShapes(spec: PatchNetworkSpec): [number, number, number, number][] {
  let channels = 3;
  return spec.layers.flatMap((layer) => {
    if (layer.kind === 'pool') return [];
    const shape: [number, number, number, number] = [layer.kernel, layer.kernel, channels, layer.channels];
    channels = layer.channels;
    return [shape];
  });
}

/** Returns the stride of the descriptors if every pool keeps its stride of 2: 1, 4 or 8. */
export function poolStride(spec: PatchNetworkSpec): number {
  return 2 ** spec.layers.filter((layer) => layer.kind === 'pool').length;
}

/** Returns the id of the teacher for a receptive field and width, e.g. `patch-33-compact`. */
export function teacherId(network: {
  readonly receptiveField: ReceptiveField;
  readonly width: NetworkWidth;
}): string {
  return `patch-${network.receptiveField}-${network.width}`;
}
