import type { Session } from '../../shared/contract/inspection.ts';
import type { TurnState } from '../inference/fair-turns.ts';

/** Shorter waits are never reported, milliseconds. */
const leastWait = 100;
/** Only waits above this multiple of the share are reported, since waits vary. */
const factor = 1.5;

/**
 * Returns the report for a lane whose parts wait longer for the model than their share; null: they do not.
 */
export function waitBeyondShare(turn: TurnState | null): Session['waits'] {
  if (turn === null || turn.waitMs < leastWait || turn.waitMs <= factor * turn.shareMs) return null;
  return { milliseconds: Math.round(turn.waitMs), share: Math.round(turn.shareMs) };
}
