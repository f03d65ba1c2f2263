/** Figures of how a teacher uses the components of its descriptors. */
export interface DescriptorStatistics {
  readonly vectors: number;
  /** σ of each component, `[D]`. */
  readonly deviations: Float64Array;
  /** Correlation matrix `[D, D]`; 0 off the diagonal for a component that never varies. */
  readonly correlation: Float64Array;
  /** Mean of |c_ij| over i ≠ j; 0 with a single component. */
  readonly meanCorrelation: number;
  /** Largest |c_ij| over i ≠ j. */
  readonly largestCorrelation: number;
  /** Number of components whose σ is 0 or below a hundredth of the mean σ. */
  readonly nearlyConstant: number;
  /**
   * Participation ratio (Σλ)² / Σλ² of the covariance's eigenvalues, 1..D: the number of components of equal variance that
   * would spread as much. 0 if nothing varies.
   */
  readonly effectiveDimension: number;
  /** The same ratio of the correlation matrix, in which each component counts alike, as for the students. */
  readonly standardisedDimension: number;
}

/** Share of the mean deviation below which a component counts as nearly constant. */
const constantShare = 0.01;

/** Computes the statistics. @param descriptors `[n, size]`, n at least 2 */
export function descriptorStatistics(descriptors: Float32Array, size: number): DescriptorStatistics {
  const covariance = covarianceOf(descriptors, size);
  const deviations = Float64Array.from({ length: size }, (_, i) => Math.sqrt(covariance[i * size + i] ?? 0));
  const correlation = covariance.map((value, index) => {
    const [i, j] = [Math.floor(index / size), index % size];
    if (i === j) return 1;
    const product = (deviations[i] ?? 0) * (deviations[j] ?? 0);
    return product === 0 ? 0 : value / product;
  });
  const beside = correlation.map((value, index) => (index % (size + 1) === 0 ? 0 : Math.abs(value)));
  const meanDeviation = sum(deviations) / size;
  return {
    vectors: descriptors.length / size,
    deviations,
    correlation,
    meanCorrelation: sum(beside) / Math.max(size * (size - 1), 1),
    largestCorrelation: Math.max(...beside),
    nearlyConstant: deviations.filter((value) => value <= constantShare * meanDeviation).length,
    effectiveDimension: participationRatio(covariance, size),
    standardisedDimension: participationRatio(correlation, size),
  };
}

function covarianceOf(descriptors: Float32Array, size: number): Float64Array {
  const vectors = descriptors.length / size;
  const mean = new Float64Array(size);
  descriptors.forEach((value, index) => (mean[index % size] = (mean[index % size] ?? 0) + value / vectors));
  const covariance = new Float64Array(size * size);
  for (let vector = 0; vector < vectors; vector++) {
    const centred = mean.map((value, i) => (descriptors[vector * size + i] ?? 0) - value);
    for (let i = 0; i < size; i++) {
      const share = (centred[i] ?? 0) / vectors;
      for (let j = 0; j < size; j++) {
        const at = i * size + j;
        covariance[at] = (covariance[at] ?? 0) + share * (centred[j] ?? 0);
      }
    }
  }
  return covariance;
}

/** Returns the participation ratio of a symmetric matrix. It needs no eigenvalues: Σλ is the trace, Σλ² the sum of squared entries. */
function participationRatio(matrix: Float64Array, size: number): number {
  const trace = sum(matrix.filter((_, index) => index % (size + 1) === 0));
  const squares = sum(matrix.map((value) => value * value));
  return squares === 0 ? 0 : trace ** 2 / squares;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
