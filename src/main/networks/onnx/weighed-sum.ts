import type { GraphBuilder } from './graph-builder.ts';

/** A value and its weight in a sum. */
export interface Weighed {
  readonly value: string;
  readonly weight: number;
}

/**
 * Appends x up to `knee`, and knee · (1 + ln(x / knee)) beyond it. The order of values stays, but one extreme
 * value does not outvote the others in a sum.
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
 * Appends a map resized bilinearly to another grid.
 *
 * @param value name of a map `[1, 1, h, w]`
 * @param own h and w
 * @param grid wanted rows and columns
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
