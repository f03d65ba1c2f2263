import type { Outcome } from '../../../shared/domain/outcome.ts';

/** A line that is played: what its controller can ask of it. */
export interface SimulatedLine {
  readonly sessionId: string;
  /**
   * Has the camera take a part, and waits for its result, which the controller acknowledges by going on.
   *
   * @param number 1, 2, 3, …
   */
  trigger(number: number): Promise<Outcome>;
  close(): Promise<void>;
}

/** What a part is called, so that its result can be told from others: `part-000017`. */
export function partName(number: number): string {
  return `part-${String(number).padStart(6, '0')}`;
}
