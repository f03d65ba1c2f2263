import type { Session } from '../../shared/contract/inspection.ts';
import type { TurnState } from '../inference/fair-turns.ts';

/** A shorter wait is no matter, whatever the share; milliseconds. */
const leastWait = 100;
/** Waits vary: so many times the share is told. */
const factor = 1.5;

/** What is told of a lane whose parts wait longer for the model than their share; null: they do not. */
export function waitBeyondShare(turn: TurnState | null): Session['waits'] {
  if (turn === null || turn.waitMs < leastWait || turn.waitMs <= factor * turn.shareMs) return null;
  return { milliseconds: Math.round(turn.waitMs), share: Math.round(turn.shareMs) };
}
