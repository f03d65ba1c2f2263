/** A layer of the pretrained network. */
export interface FrozenLayer {
  /** Its name in the pretrained network's graph. */
  readonly name: string;
  /** Pixels from one cell to the next. */
  readonly stride: number;
  readonly channels: number;
}

/** What students see: the pretrained network's own early features, so that they need not learn to see. */
export const seenLayer = { name: 'stride4', stride: 4, channels: 24 } as const satisfies FrozenLayer;

/** What students imitate, from fine to coarse. */
export const imitatedLayers = [
  { name: 'stride8', stride: 8, channels: 40 },
  { name: 'stride16', stride: 16, channels: 112 },
] as const satisfies readonly FrozenLayer[];

/** A 3×3 convolution with zeros beyond the border and a rectifier behind it. */
export interface StudentConvolution {
  readonly stride: 1 | 2;
  readonly input: number;
  readonly output: number;
}

/** Convolutions that lead to a level, and the 1×1 convolution that imitates its layer. */
export interface StudentLevel {
  readonly layer: FrozenLayer;
  readonly convolutions: readonly StudentConvolution[];
}

/**
 * A student of several layers: one trunk that halves twice, with a linear 1×1 head where it has reached a layer's stride. Dense
 * convolutions: depthwise ones cost less a frame, but learn slowly on a CPU.
 *
 * @param width channels of the first level; the second has twice as many
 */
export function studentLevels(width: number): readonly StudentLevel[] {
  const [fine, coarse] = imitatedLayers;
  return [
    {
      layer: fine,
      convolutions: [
        { stride: 2, input: seenLayer.channels, output: width },
        { stride: 1, input: width, output: width },
      ],
    },
    {
      layer: coarse,
      convolutions: [
        { stride: 2, input: width, output: 2 * width },
        { stride: 1, input: 2 * width, output: 2 * width },
        { stride: 1, input: 2 * width, output: 2 * width },
      ],
    },
  ];
}

type KernelShape = readonly [number, number, number, number];

/** Kernel shapes (HWIO) of a student's layers: level by level its convolutions, then its head. */
export function studentKernels(levels: readonly StudentLevel[]): readonly KernelShape[] {
  return levels.flatMap(({ convolutions, layer }): KernelShape[] => [
    ...convolutions.map(({ input, output }): KernelShape => [3, 3, input, output]),
    [1, 1, convolutions.at(-1)?.output ?? 0, layer.channels],
  ]);
}

/** Rows and columns of cells that a stride leaves of an input whose sides it divides. */
export function cellsOf([height, width]: readonly [number, number], stride: number): [number, number] {
  return [height / stride, width / stride];
}
