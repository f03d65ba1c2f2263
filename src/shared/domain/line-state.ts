import type { NotInspectedReason } from './not-inspected.ts';
import { notInspected, type Outcome } from './outcome.ts';
import type { Verdict } from './verdict.ts';

/** The window's connection to the station. */
export type Hearing =
  /** The station was never reached, or the window reconnects. */
  | 'connecting'
  /** The station sent something within the deadline. */
  | 'open'
  /** The connection stands, but the station sends nothing: it is halted or hangs. */
  | 'silent'
  /** The connection has ended. */
  | 'lost';

/** The latest part. */
export interface LastPart {
  readonly outcome: Outcome;
  readonly reason: NotInspectedReason | null;
  /** Milliseconds since this window received it. */
  readonly age: number;
}

/** Everything that the shown verdict depends on. */
export interface LineFacts {
  readonly hearing: Hearing;
  /** The inspection: never seen, ended, paused, waiting for the inspection process, or running. */
  readonly session: 'none' | 'ended' | 'paused' | 'stalled' | 'running';
  /**
   * Null: no part has arrived since the inspection began, or since a pause, a lost connection or a restart of
   * the inspection process ended the time of the part before.
   */
  readonly last: LastPart | null;
  /** Milliseconds without a part after which the last verdict is out of date. */
  readonly silenceAfter: number;
  /** The outcome of the part that a person holds on the screen; null: none. */
  readonly held: Outcome | null;
}

/** What the line shows. Only `judged` and `held` may have a verdict's colour; all others are neutral. */
export type LineState =
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  /** The latest part has no verdict. */
  | { readonly kind: 'not-inspected'; readonly reason: NotInspectedReason | null }
  /** An earlier part that a person keeps on the screen by touch. */
  | { readonly kind: 'held'; readonly outcome: Outcome }
  | {
      readonly kind:
        'connecting' | 'silent' | 'lost' | 'ready' | 'stopped' | 'paused' | 'stalled' | 'waiting';
    }
  /** Milliseconds without a part. */
  | { readonly kind: 'no-part'; readonly for: number };

/**
 * Decides what may be shown as a verdict, for every view and window. A verdict is valid for its part and its
 * moment only. The checks are ordered by weight: a silent station, then an inspection that does not run, then
 * a part that is too old.
 */
export function lineState({ hearing, session, last, silenceAfter, held }: LineFacts): LineState {
  if (held !== null) return { kind: 'held', outcome: held };
  if (hearing !== 'open') return { kind: hearing };
  switch (session) {
    case 'none':
      return { kind: 'ready' };
    case 'ended':
      return { kind: 'stopped' };
    case 'paused':
      return { kind: 'paused' };
    case 'stalled':
      return { kind: 'stalled' };
    case 'running':
      return stateOfRunning(last, silenceAfter);
  }
}

function stateOfRunning(last: LastPart | null, silenceAfter: number): LineState {
  if (last === null) return { kind: 'waiting' };
  if (last.age > silenceAfter) return { kind: 'no-part', for: last.age };
  return last.outcome === notInspected
    ? { kind: 'not-inspected', reason: last.reason }
    : { kind: 'judged', verdict: last.outcome };
}

/** Returns the outcome that colours a state; null: neutral, grey and hatched. */
export function colourOf(state: LineState): Outcome | null {
  switch (state.kind) {
    case 'judged':
      return state.verdict;
    case 'held':
      return state.outcome;
    case 'not-inspected':
      return notInspected;
    default:
      return null;
  }
}

/**
 * Returns whether parts arrive and are inspected. Only then may the window state a speed and call the camera
 * fine.
 */
export function isInspecting({ kind }: LineState): boolean {
  return kind === 'judged' || kind === 'not-inspected';
}
