import { descriptorSources } from '../../../networks/remembering/views.ts';

/** A layer of the pretrained network. */
export interface FrozenLayer {
  /** Name in the pretrained network's graph. */
  readonly name: string;
  /** Pixels between two of the layer's cells. */
  readonly stride: number;
  readonly channels: number;
}

/** The layers that students see and imitate, fine to coarse, in the order of a descriptor. */
export const imitatedLayers = [
  { name: 'stride4', stride: 4, channels: 24 },
  { name: 'stride8', stride: 8, channels: 40 },
  { name: 'stride16', stride: 16, channels: 112 },
] as const satisfies readonly FrozenLayer[];

/** Pixels of the resized frame between two descriptors, for students, memory and map. */
export const mapStride = descriptorSources.places.stride;

/** Channels of a student's layers. */
export interface StudentWidths {
  /** Channels of the layers before and after the bottleneck. */
  readonly width: number;
  /** Channels of the bottleneck. */
  readonly bottleneck: number;
}

/** A layer of a student: a 1×1 convolution with or without a rectifier. */
export interface StudentLayer {
  readonly input: number;
  readonly output: number;
  readonly activation: 'relu' | 'linear';
}

/**
 * Returns the layers of a student before its predictions: from the descriptor through the bottleneck and out
 * again. A linear head per level follows ({@link studentHeads}).
 */
export function studentTrunk({ width, bottleneck }: StudentWidths): readonly StudentLayer[] {
  const seen = imitatedLayers.reduce((sum, { channels }) => sum + channels, 0);
  return [
    { input: seen, output: width, activation: 'relu' },
    { input: width, output: bottleneck, activation: 'linear' },
    { input: bottleneck, output: width, activation: 'relu' },
  ];
}

/** Returns the last layers; each imitates one of the {@link imitatedLayers}. */
export function studentHeads({ width }: StudentWidths): readonly StudentLayer[] {
  return imitatedLayers.map(({ channels }) => ({ input: width, output: channels, activation: 'linear' }));
}

type KernelShape = readonly [number, number, number, number];

/** Returns the kernel shapes (HWIO) of a student's layers: trunk, then heads. */
export function studentKernels(widths: StudentWidths): readonly KernelShape[] {
  return [...studentTrunk(widths), ...studentHeads(widths)].map(({ input, output }) => [1, 1, input, output]);
}
