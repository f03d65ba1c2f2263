import type { ComponentMoments } from '../networks/component-moments.ts';
import type { ScaleNormalisation } from '../networks/onnx/model-outputs.ts';

/** Returns μ = 0 and σ = 1 for each channel. */
export function ordinaryMoments(channels: number): ComponentMoments {
  return { mean: new Float64Array(channels), deviation: new Float64Array(channels).fill(1) };
}

/** Returns mean 0 and deviation 1 for each cell. */
export function ordinaryNormalisation(cells: number): ScaleNormalisation {
  const standard = { mean: new Float32Array(cells), deviation: new Float32Array(cells).fill(1) };
  return { regressionError: standard, predictiveUncertainty: standard };
}

/** Limits of an uncalibrated score. */
export const ordinaryScoring = { limits: { score: 0.5, map: 0.5 } } as const;
