/** An operation to time. */
export interface Variant {
  readonly name: string;
  run(): Promise<unknown>;
}

/** Number of runs: a few warm-up runs, then runs until there are enough or the time is up. */
export interface Effort {
  readonly warmUps: number;
  readonly runs: number;
  /** Milliseconds for all variants together; each makes at least three runs. */
  readonly budgetMs: number;
}

/** Times of a variant's runs, milliseconds, round by round. */
export interface Times {
  readonly wall: readonly number[];
  /** Processor time of all threads of the process; steady even if other programs use some of the cores. */
  readonly processor: readonly number[];
}

/** Milliseconds: percentiles and the least over the runs; `processor` is the median of the processor time. */
export interface Timing {
  readonly runs: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly least: number;
  readonly processor: number;
}

const leastRuns = 3;
/** ONNX Runtime's threads look for work for a moment after a run; the next variant starts when they sleep. */
const restMs = 4;

/**
 * Times the variants in turn, forwards and backwards: A B C, C B A, … so that disturbances of the machine affect all
 * alike, and the ratios of a round are valid.
 */
export async function timeInTurn(variants: readonly Variant[], effort: Effort): Promise<Times[]> {
  const times = variants.map(() => ({ wall: new Array<number>(), processor: new Array<number>() }));
  const order = [...variants.keys()];
  let started = performance.now();
  for (let round = -effort.warmUps; round < effort.runs; round++) {
    const passed = performance.now() - started;
    if (round < 0 && round > -effort.warmUps && passed > effort.budgetMs / 2) round = 0;
    if (round === 0) started = performance.now();
    if (round >= leastRuns && passed > effort.budgetMs) break;
    for (const index of round % 2 === 0 ? order : order.toReversed()) {
      await new Promise((resolve) => setTimeout(resolve, restMs));
      const processorBefore = process.cpuUsage();
      const before = performance.now();
      await variants[index]?.run();
      const wall = performance.now() - before;
      const { user, system } = process.cpuUsage(processorBefore);
      if (round < 0) continue;
      times[index]?.wall.push(wall);
      times[index]?.processor.push((user + system) / 1000);
    }
  }
  return times;
}

/** Times a single operation. */
export async function timeAlone(run: Variant['run'], effort: Effort): Promise<Timing> {
  const [times] = await timeInTurn([{ name: '', run }], effort);
  if (!times) throw new Error('Nothing was timed');
  return timingOf(times);
}

export function timingOf({ wall, processor }: Times): Timing {
  const at = quantiles(wall);
  return {
    runs: wall.length,
    p50: rounded(at(0.5)),
    p95: rounded(at(0.95)),
    p99: rounded(at(0.99)),
    least: rounded(at(0)),
    processor: rounded(median(processor)),
  };
}

/** Returns the median over the rounds of one variant's time as a multiple of another's. */
export function medianRatio(of: readonly number[], to: readonly number[]): number {
  // Rounds to significant digits, not decimals, because a single patch takes a ten-thousandth of a frame.
  return Number(median(of.map((value, round) => value / (to[round] ?? Number.NaN))).toPrecision(4));
}

export function median(values: readonly number[]): number {
  return quantiles(values)(0.5);
}

/** Returns the value at a share (0..1) of the sorted values, the nearest one; NaN without values. */
export function quantiles(values: readonly number[]): (share: number) => number {
  const sorted = values.toSorted((a, b) => a - b);
  return (share) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}

/** Rounds a number to a number of decimals. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
