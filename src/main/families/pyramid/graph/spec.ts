import { descriptorSources } from '../../../networks/remembering/views.ts';

/** A layer of the pretrained network. */
export interface FrozenLayer {
  /** Its name in the pretrained network's graph. */
  readonly name: string;
  /** Pixels from one of its own cells to the next. */
  readonly stride: number;
  readonly channels: number;
}

/** What students see and imitate, from fine to coarse: a descriptor's layers, in a descriptor's order. */
export const imitatedLayers = [
  { name: 'stride4', stride: 4, channels: 24 },
  { name: 'stride8', stride: 8, channels: 40 },
  { name: 'stride16', stride: 16, channels: 112 },
] as const satisfies readonly FrozenLayer[];

/** Pixels of the resized frame from one descriptor to the next, of students, memory and map. */
export const mapStride = descriptorSources.places.stride;

/** Channels of a student's layers. */
export interface StudentWidths {
  /** Of the layer before the bottleneck and of the one behind it. */
  readonly width: number;
  /** Values that pass through. */
  readonly bottleneck: number;
}

/** A layer of a student: a 1×1 convolution, and a rectifier behind it or nothing. */
export interface StudentLayer {
  readonly input: number;
  readonly output: number;
  readonly activation: 'relu' | 'linear';
}

/**
 * What a student computes at each place before it predicts: the descriptor it sees, through the bottleneck, and out again. A
 * linear head a level follows ({@link studentHeads}).
 */
export function studentTrunk({ width, bottleneck }: StudentWidths): readonly StudentLayer[] {
  const seen = imitatedLayers.reduce((sum, { channels }) => sum + channels, 0);
  return [
    { input: seen, output: width, activation: 'relu' },
    { input: width, output: bottleneck, activation: 'linear' },
    { input: bottleneck, output: width, activation: 'relu' },
  ];
}

/** The last layers: each imitates one of the {@link imitatedLayers}. */
export function studentHeads({ width }: StudentWidths): readonly StudentLayer[] {
  return imitatedLayers.map(({ channels }) => ({ input: width, output: channels, activation: 'linear' }));
}

type KernelShape = readonly [number, number, number, number];

/** Kernel shapes (HWIO) of a student's layers: trunk, then heads. */
export function studentKernels(widths: StudentWidths): readonly KernelShape[] {
  return [...studentTrunk(widths), ...studentHeads(widths)].map(({ input, output }) => [1, 1, input, output]);
}
