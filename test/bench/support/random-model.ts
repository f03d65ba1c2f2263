import type { OutputStride } from '../../../src/main/networks/families/patch/dense-plan.ts';
import {
  modelGraph,
  type ScalePrecision,
  type ScoredScale,
} from '../../../src/main/networks/families/patch/model-graph.ts';
import {
  kernelShapes,
  patchNetworkSpec,
  type NetworkWidth,
  type PatchNetworkSpec,
  type ReceptiveField,
} from '../../../src/main/networks/families/patch/spec.ts';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { initialWeights } from '../../../src/main/networks/weights.ts';
import { settingsFor } from '../../../src/main/training/presets.ts';
import { frameTensor } from '../../../src/main/training/example-source.ts';
import type { PatchPreset } from '../../../src/shared/contract/families.ts';
import { trainingChoicesSchema } from '../../../src/shared/contract/training.ts';
import { wholePicture } from '../../../src/shared/domain/region.ts';

/** What the cost of a frame depends on. */
export interface ModelShape {
  readonly receptiveFields: readonly ReceptiveField[];
  readonly width: NetworkWidth;
  readonly stride: OutputStride;
  /** M, of each receptive field. */
  readonly students: number;
  /** Side of the square frame, pixels. */
  readonly side: number;
}

/** The shape of the models that a preset makes from square pictures. */
export function presetShape(preset: PatchPreset): ModelShape {
  const settings = settingsFor(preset, trainingChoicesSchema.parse({}));
  const { receptiveFields, width, stride, students, inputSize: side } = settings;
  return { receptiveFields, width, stride, students, side };
}

/** Scales of random weights: they cost what trained ones cost. */
export function randomScales({ receptiveFields, width, stride, students, side }: ModelShape): ScoredScale[] {
  const cells = Math.ceil(side / stride) ** 2;
  const ordinary = { mean: new Float32Array(cells), deviation: new Float32Array(cells).fill(1) };
  return receptiveFields.map((receptiveField) => {
    const spec = patchNetworkSpec(receptiveField, width);
    const weights = (seed: number) => initialWeights(kernelShapes(spec), seed);
    return {
      teacher: { spec, weights: weights(0), stride, size: [side, side] },
      moments: {
        mean: new Float64Array(spec.descriptorSize),
        deviation: new Float64Array(spec.descriptorSize).fill(1),
      },
      students: Array.from({ length: students }, (_, index) => weights(index + 1)),
      normalisation: { regressionError: ordinary, predictiveUncertainty: ordinary },
    };
  });
}

/**
 * A whole model's graph with random weights, as a training exports it.
 *
 * @param precision of each scale; float32 when left out
 */
export function randomModel(
  shape: ModelShape,
  precision: (spec: PatchNetworkSpec) => ScalePrecision = () => ({ name: 'float32' }),
): Uint8Array {
  const { smoothing, topShare } = settingsFor('compact', trainingChoicesSchema.parse({}));
  const settings = { smoothing, topShare, limits: { score: 0.5, map: 0.5 }, area: wholePicture };
  const scales = randomScales(shape).map((scale) => ({ ...scale, precision: precision(scale.teacher.spec) }));
  return modelGraph(scales, settings, {});
}

/** The input of a graph: a frame of random pixels. */
export function randomFrame(side: number): { frame: ReturnType<typeof frameTensor> } {
  const random = seededRandom(side);
  const data = new Uint8Array(side * side * 3).map(() => random.integer(256));
  return { frame: frameTensor({ width: side, height: side, data }) };
}

/** A shape in a few words. */
export function describeShape({ receptiveFields, width, stride, students }: ModelShape): string {
  return `p = ${receptiveFields.join(' + ')}, ${width}, stride ${stride}, M = ${students}`;
}
