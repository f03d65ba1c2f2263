import type { ControlSignal } from '../../../shared/domain/control-rules.ts';

/** Returns the mark of each point that breaks a rule; “beyond the limits” has priority over the other rules. */
export function signalledPoints(signals: readonly ControlSignal[]): Map<number, 'beyond' | 'other'> {
  const marks = new Map<number, 'beyond' | 'other'>();
  for (const { rule, point } of signals) {
    if (rule === 'beyond-limits') marks.set(point, 'beyond');
    else if (!marks.has(point)) marks.set(point, 'other');
  }
  return marks;
}
