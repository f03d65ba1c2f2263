import type { ControlSignal } from '../../../shared/domain/control-rules.ts';

/** The shape in which each point is marked that breaks a rule; beyond the limits weighs more than any other. */
export function signalledPoints(signals: readonly ControlSignal[]): Map<number, 'beyond' | 'other'> {
  const marks = new Map<number, 'beyond' | 'other'>();
  for (const { rule, point } of signals) {
    if (rule === 'beyond-limits') marks.set(point, 'beyond');
    else if (!marks.has(point)) marks.set(point, 'other');
  }
  return marks;
}
