import type { ComponentMoments } from '../networks/component-moments.ts';
import type { ScaleNormalisation } from '../networks/onnx/model-outputs.ts';

/** μ = 0, σ = 1 of each channel. */
export function ordinaryMoments(channels: number): ComponentMoments {
  return { mean: new Float64Array(channels), deviation: new Float64Array(channels).fill(1) };
}

/** Mean 0, deviation 1 at each cell. */
export function ordinaryNormalisation(cells: number): ScaleNormalisation {
  const standard = { mean: new Float32Array(cells), deviation: new Float32Array(cells).fill(1) };
  return { regressionError: standard, predictiveUncertainty: standard };
}

/** Limits of a score that nobody calibrated. */
export const ordinaryScoring = { limits: { score: 0.5, map: 0.5 } } as const;
