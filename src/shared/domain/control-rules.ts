import type { ControlLimits } from './control-limits.ts';

/**
 * Signs that a process has changed, most important first. Western Electric, Statistical Quality Control
 * Handbook (1956), rules 1 to 3; L. S. Nelson, “The Shewhart control chart: tests for special causes”, J.
 * Quality Technology 16 (1984), tests 1, 2, 3, 5 and 6.
 */
export const controlRules = [
  /** One point beyond 3 σ. */
  'beyond-limits',
  /** Two of three points in a row beyond 2 σ on the same side. */
  'two-of-three',
  /** Four of five points in a row beyond 1 σ on the same side. */
  'four-of-five',
  /** Nine points in a row on the same side of the centre. */
  'nine-on-one-side',
  /** Six points in a row, each above or each below the one before. */
  'six-in-a-trend',
] as const;
export type ControlRule = (typeof controlRules)[number];

/** A rule met at a point. The rule looks at this point and the ones before it. */
export interface ControlSignal {
  readonly rule: ControlRule;
  /** Index of the point in the chart, from 0. */
  readonly point: number;
}

/** Returns every signal of a chart, point by point. @param values charted values in order of time */
export function controlSignals(values: readonly number[], limits: ControlLimits): ControlSignal[] {
  return values.flatMap((_, point) =>
    controlRules.filter((rule) => isMet[rule](values, point, limits)).map((rule) => ({ rule, point })),
  );
}

type Test = (values: readonly number[], point: number, limits: ControlLimits) => boolean;

const isMet: Readonly<Record<ControlRule, Test>> = {
  'beyond-limits': manyBeyond(1, 1, 3),
  'two-of-three': manyBeyond(2, 3, 2),
  'four-of-five': manyBeyond(4, 5, 1),
  'nine-on-one-side': manyBeyond(9, 9, 0),
  'six-in-a-trend': (values, point) => {
    const last = values.slice(Math.max(point - 5, 0), point + 1);
    if (last.length < 6) return false;
    const steps = last.slice(1).map((value, index) => Math.sign(value - (last[index] ?? value)));
    return steps.every((step) => step === 1) || steps.every((step) => step === -1);
  },
};

/** Tests whether this point and at least `least` of the last `among` points lie beyond some σ on one side. */
function manyBeyond(least: number, among: number, sigmas: number): Test {
  return (values, point, { centre, sigma }) => {
    const last = values.slice(Math.max(point - among + 1, 0), point + 1);
    return [1, -1].some((side) => {
      const beyond = last.map((value) => side * (value - centre) > sigmas * sigma);
      return beyond.at(-1) === true && beyond.filter(Boolean).length >= least;
    });
  };
}
