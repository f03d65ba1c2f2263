/** Something whose time is taken. */
export interface Variant {
  readonly name: string;
  run(): Promise<unknown>;
}

/** How often: a few runs that do not count, then runs until there are enough of them or the time is up. */
export interface Effort {
  readonly warmUps: number;
  readonly runs: number;
  /** Milliseconds for all variants together; three runs of each are made whatever they take. */
  readonly budgetMs: number;
}

/** Times of a variant's runs, milliseconds, round by round. */
export interface Times {
  readonly wall: readonly number[];
  /** Of all threads of the process; steady where other programs take a part of the cores. */
  readonly processor: readonly number[];
}

/** Milliseconds: percentiles and the least over the runs; `processor` is the median of the processor's time. */
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
 * Times the variants in turn, forwards and backwards: A B C, C B A, … so that what disturbs the machine disturbs all
 * alike, and ratios of a round hold.
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

/** Times one thing alone. */
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

/** Median over the rounds of one variant's time as a multiple of another's. */
export function medianRatio(of: readonly number[], to: readonly number[]): number {
  // Digits that count, not decimals: a single patch takes a ten-thousandth of a frame.
  return Number(median(of.map((value, round) => value / (to[round] ?? Number.NaN))).toPrecision(4));
}

export function median(values: readonly number[]): number {
  return quantiles(values)(0.5);
}

/** Value at a share (0..1) of the sorted values, the nearest one; NaN of none. */
export function quantiles(values: readonly number[]): (share: number) => number {
  const sorted = values.toSorted((a, b) => a - b);
  return (share) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}

/** A number with so many digits behind the point. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
