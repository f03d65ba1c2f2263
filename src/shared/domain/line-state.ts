import type { NotInspectedReason } from './not-inspected.ts';
import { notInspected, type Outcome } from './outcome.ts';
import type { Verdict } from './verdict.ts';

/** What is heard of the station at the moment. */
export type Hearing =
  /** It has never been reached, or is being reached again. */
  | 'connecting'
  /** Something was heard of it within the deadline. */
  | 'open'
  /** The connection stands, but nothing comes any more: the station is halted, or hangs. */
  | 'silent'
  /** The connection has ended. */
  | 'lost';

/** The last part that arrived. */
export interface LastPart {
  readonly outcome: Outcome;
  readonly reason: NotInspectedReason | null;
  /** Milliseconds since this window heard of it. */
  readonly age: number;
}

/** All that the verdict on view depends on. */
export interface LineFacts {
  readonly hearing: Hearing;
  /** Of the inspection: none was ever seen, it has ended, it pauses, its parts wait for the inspection process, it runs. */
  readonly session: 'none' | 'ended' | 'paused' | 'stalled' | 'running';
  /**
   * Null: no part has come since the inspection began, or since something ended the moment of the one before: a pause, a
   * lost connection, a restart of the inspection process.
   */
  readonly last: LastPart | null;
  /** After how long without a part the last verdict is out of date, milliseconds. */
  readonly silenceAfter: number;
  /** The part that a person holds fast to look at; null: none is. */
  readonly held: Outcome | null;
}

/** What the line shows. Only `judged` and `held` may have a verdict's colour: all others are neutral. */
export type LineState =
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  /** Nothing can be said of the part that came last. */
  | { readonly kind: 'not-inspected'; readonly reason: NotInspectedReason | null }
  /** A part of before, on which a person's finger lies. */
  | { readonly kind: 'held'; readonly outcome: Outcome }
  | {
      readonly kind:
        'connecting' | 'silent' | 'lost' | 'ready' | 'stopped' | 'paused' | 'stalled' | 'waiting';
    }
  /** No part for so long, milliseconds. */
  | { readonly kind: 'no-part'; readonly for: number };

/**
 * The one rule of what may be shown as a verdict, for every view and window: a verdict belongs to its part and its moment.
 * What ends the moment comes first: a station that is not heard, then an inspection that does not run, then a part that is
 * too long ago.
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

/** The outcome in whose colour a state is shown; null: neutral, grey and hatched. */
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

/** Whether parts come and are inspected: only then a speed may be stated, and the camera called in order. */
export function isInspecting({ kind }: LineState): boolean {
  return kind === 'judged' || kind === 'not-inspected';
}
