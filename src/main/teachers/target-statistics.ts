import type { RunningMoments } from '../networks/component-moments.ts';

/** Mean and standard deviation of each component of P's features, `[features]` each. */
export interface TargetStatistics {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Deviation below which a feature counts as constant. */
const constant = 1e-6;
/** Least deviation for normalising a varying feature, as a share of the median deviation of varying features. */
const leastShare = 0.1;

/**
 * Computes mean and deviation for normalising the features. A constant feature keeps its scale (deviation 1). A feature that
 * hardly varies gets a tenth of the median deviation: most such features are rarely active outputs of a rectifier, which
 * their small deviation would magnify when they do become active.
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
