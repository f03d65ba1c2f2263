import { trainingChoicesSchema } from '../../../shared/contract/training.ts';
import { wholePicture } from '../../../shared/domain/region.ts';
import {
  ordinaryMoments,
  ordinaryNormalisation,
  ordinaryScoring,
} from '../../learning/ordinary-statistics.ts';
import { initialWeights } from '../../networks/weights.ts';
import type { Family } from '../family.ts';
import type { OutputStride } from './graph/dense-plan.ts';
import { patchGraph, type ScalePrecision, type ScoredScale } from './graph/model-graph.ts';
import {
  kernelShapes,
  patchNetworkSpec,
  type NetworkWidth,
  type PatchNetworkSpec,
  type ReceptiveField,
} from './graph/spec.ts';
import { patchPresetSchema, patchSettings, type PatchPreset } from './settings.ts';

/** The properties that determine a frame's time. */
export interface ModelShape {
  readonly receptiveFields: readonly ReceptiveField[];
  readonly width: NetworkWidth;
  readonly stride: OutputStride;
  /** M, students per receptive field. */
  readonly students: number;
  /** Side of the square frame, pixels. */
  readonly side: number;
}

/** Returns the shape of a preset's models for square pictures. */
export function presetShape(preset: PatchPreset): ModelShape {
  const settings = patchSettings(preset, trainingChoicesSchema.parse({}));
  const { receptiveFields, width, stride, students, inputSize: side } = settings;
  return { receptiveFields, width, stride, students, side };
}

/** Makes scales with random weights, which take the same time as trained ones. */
export function randomScales({ receptiveFields, width, stride, students, side }: ModelShape): ScoredScale[] {
  const cells = Math.ceil(side / stride) ** 2;
  const normalisation = ordinaryNormalisation(cells);
  return receptiveFields.map((receptiveField) => {
    const spec = patchNetworkSpec(receptiveField, width);
    const weights = (seed: number) => initialWeights(kernelShapes(spec), seed);
    return {
      teacher: { spec, weights: weights(0), stride, size: [side, side] },
      moments: ordinaryMoments(spec.descriptorSize),
      students: Array.from({ length: students }, (_, index) => weights(index + 1)),
      normalisation,
    };
  });
}

/**
 * Makes a whole model's graph with random weights, in the form of a training's export.
 *
 * @param precision of each scale; default: float32
 */
export function randomModel(
  shape: ModelShape,
  precision: (spec: PatchNetworkSpec) => ScalePrecision = () => ({ name: 'float32' }),
): Uint8Array {
  const { smoothing, topShare } = patchSettings('compact', trainingChoicesSchema.parse({}));
  const settings = { smoothing, topShare, ...ordinaryScoring, area: wholePicture };
  const scales = randomScales(shape).map((scale) => ({ ...scale, precision: precision(scale.teacher.spec) }));
  return patchGraph(scales, settings, {});
}

/** Makes a preset's networks for a square frame. */
export const randomPatchModel: Family['randomModel'] = (preset, { side }) =>
  Promise.resolve(randomModel({ ...presetShape(patchPresetSchema.parse(preset)), side }));
