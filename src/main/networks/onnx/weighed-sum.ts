import type { GraphBuilder } from './graph-builder.ts';

/** A value and what it counts in a sum. */
export interface Weighed {
  readonly value: string;
  readonly weight: number;
}

/**
 * Appends x up to `knee`, beyond it knee · (1 + ln(x / knee)): the order of values stays, but in a sum one value that is far out
 * does not outvote the others.
 *
 * @param knee above 0
 */
export function appendTamed(graph: GraphBuilder, value: string, knee: number): string {
  const bend = graph.scalar('knee', knee);
  const below = graph.node('Min', [value, bend]);
  const times = graph.node('Mul', [graph.node('Max', [value, bend]), graph.scalar('inverse_knee', 1 / knee)]);
  const beyond = graph.node('Mul', [graph.node('Log', [times]), bend]);
  return graph.node('Add', [below, beyond]);
}

/** Appends Σ weight · value of values of one shape. */
export function appendWeighedSum(graph: GraphBuilder, parts: readonly Weighed[]): string {
  const weighed = parts.map(({ value, weight }) =>
    weight === 1 ? value : graph.node('Mul', [value, graph.scalar('weight', weight)]),
  );
  const [only = ''] = weighed;
  return weighed.length === 1 ? only : graph.node('Sum', weighed);
}

/**
 * Appends a map of other cells brought to a map's own, bilinearly.
 *
 * @param value name of a map `[1, 1, h, w]`
 * @param own h and w
 * @param grid rows and columns wanted
 */
export function appendOnMap(
  graph: GraphBuilder,
  value: string,
  own: readonly [number, number],
  grid: readonly [number, number],
): string {
  if (own.join() === grid.join()) return value;
  return graph.node('Resize', [value, '', '', graph.integers('map_grid', [1, 1, ...grid])], {
    mode: 'linear',
  });
}
