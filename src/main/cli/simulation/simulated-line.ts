import type { Outcome } from '../../../shared/domain/outcome.ts';

/** A simulated line, as its controller uses it. */
export interface SimulatedLine {
  readonly sessionId: string;
  /**
   * Triggers a part and waits for its result; the next call acknowledges the result.
   *
   * @param number 1, 2, 3, …
   */
  trigger(number: number): Promise<Outcome>;
  close(): Promise<void>;
}

/** Returns a part's unique name, such as `part-000017`, by which its result is recognised. */
export function partName(number: number): string {
  return `part-${String(number).padStart(6, '0')}`;
}
