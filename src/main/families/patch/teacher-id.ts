import type { NetworkWidth, ReceptiveField } from './graph/spec.ts';

/** The name of the teacher that a receptive field and width need, e.g. `patch-33-compact`. */
export function teacherId(network: {
  readonly receptiveField: ReceptiveField;
  readonly width: NetworkWidth;
}): string {
  return `patch-${network.receptiveField}-${network.width}`;
}
