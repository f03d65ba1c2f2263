import type { RunningMoments } from '../networks/component-moments.ts';

/** Mean and standard deviation of each component of P's features, `[features]` each. */
export interface TargetStatistics {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Features that vary less than this over the sample are taken as constant. */
const constant = 1e-6;
/** Least deviation of a feature that varies, as a share of the middle one's. */
const leastShare = 0.1;

/**
 * What the features are normalised by. A feature that was constant keeps its scale (deviation 1), and one that hardly
 * varied is taken to vary a tenth as much as the middle one: most such features are rarely active ones of a rectifier,
 * which a small deviation would blow up when they do fire.
 */
export function targetStatistics(features: RunningMoments): TargetStatistics {
  const { mean, deviation } = features.moments();
  const varying = deviation.filter((value) => value >= constant).toSorted();
  const least = leastShare * (varying[Math.floor(varying.length / 2)] ?? 0);
  return {
    mean: Float32Array.from(mean),
    deviation: Float32Array.from(deviation, (value) => (value < constant ? 1 : Math.max(value, least))),
  };
}
