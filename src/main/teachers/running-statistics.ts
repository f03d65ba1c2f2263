/** Mean and standard deviation of each component. */
export interface ComponentStatistics {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Components that vary less than this are taken as constant: their deviation counts as 1. */
const constant = 1e-6;

/** Collects rows of `size` components; stable for any number of rows (Welford 1962). */
export function runningStatistics(size: number): {
  /** Adds rows `[n, size]`. */
  add(rows: Float32Array): void;
  result(): ComponentStatistics;
} {
  const mean = new Float64Array(size);
  const squares = new Float64Array(size);
  let count = 0;
  return {
    add(rows) {
      for (let start = 0; start < rows.length; start += size) {
        count++;
        for (let i = 0; i < size; i++) {
          const value = rows[start + i] ?? 0;
          const before = value - (mean[i] ?? 0);
          mean[i] = (mean[i] ?? 0) + before / count;
          squares[i] = (squares[i] ?? 0) + before * (value - (mean[i] ?? 0));
        }
      }
    },
    result: () => ({
      mean: Float32Array.from(mean),
      deviation: Float32Array.from(squares, (sum) => {
        const deviation = Math.sqrt(sum / Math.max(1, count));
        return deviation < constant ? 1 : deviation;
      }),
    }),
  };
}
