/** A score axis: linear, or logarithmic if the scores span more than a factor of 30. */
export interface ScoreScale {
  readonly kind: 'linear' | 'logarithmic';
  readonly minimum: number;
  readonly maximum: number;
  /** Place of a score on the axis, 0..1, clamped. */
  position(score: number): number;
  /** The score at a place on the axis, 0..1. */
  score(position: number): number;
  /** Round scores within the axis, rising. */
  readonly ticks: readonly number[];
}

/**
 * Makes an axis for all scores with a little room at both ends.
 *
 * @param scores finite scores; an empty list gives 0..1
 */
export function scoreScale(scores: readonly number[]): ScoreScale {
  const lowest = scores.length === 0 ? 0 : Math.min(...scores);
  const highest = scores.length === 0 ? 1 : Math.max(...scores);
  return lowest > 0 && highest / lowest > 30 ? logarithmic(lowest, highest) : linear(lowest, highest);
}

function linear(lowest: number, highest: number): ScoreScale {
  const room = Math.max((highest - lowest) * 0.05, Math.abs(highest) * 0.01, 1e-6);
  const minimum = lowest - room;
  const maximum = highest + room;
  return {
    kind: 'linear',
    minimum,
    maximum,
    position: (score) => clamp((score - minimum) / (maximum - minimum)),
    score: (position) => minimum + clamp(position) * (maximum - minimum),
    ticks: linearTicks(minimum, maximum),
  };
}

function logarithmic(lowest: number, highest: number): ScoreScale {
  const start = Math.log(lowest / 1.1);
  const end = Math.log(highest * 1.1);
  return {
    kind: 'logarithmic',
    minimum: Math.exp(start),
    maximum: Math.exp(end),
    position: (score) => (score <= 0 ? 0 : clamp((Math.log(score) - start) / (end - start))),
    score: (position) => Math.exp(start + clamp(position) * (end - start)),
    ticks: logarithmicTicks(Math.exp(start), Math.exp(end)),
  };
}

function linearTicks(minimum: number, maximum: number): number[] {
  const rough = (maximum - minimum) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let index = Math.ceil(minimum / step); index * step <= maximum; index++) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

function logarithmicTicks(minimum: number, maximum: number): number[] {
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(minimum)); 10 ** exponent <= maximum; exponent++) {
    for (const factor of [1, 2, 5]) {
      const tick = Number((factor * 10 ** exponent).toPrecision(6));
      if (tick >= minimum && tick <= maximum) ticks.push(tick);
    }
  }
  return ticks;
}

function clamp(position: number): number {
  return Math.min(Math.max(position, 0), 1);
}
