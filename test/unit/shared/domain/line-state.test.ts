import { expect, test } from 'vitest';
import {
  colourOf,
  isInspecting,
  lineState,
  type Hearing,
  type LastPart,
  type LineFacts,
} from '../../../../src/shared/domain/line-state.ts';
import { outcomes } from '../../../../src/shared/domain/outcome.ts';

const hearings: readonly Hearing[] = ['connecting', 'open', 'silent', 'lost'];
const sessions: readonly LineFacts['session'][] = ['none', 'ended', 'paused', 'stalled', 'running'];
const ages = [0, 3_000, 3_001, 60_000];
const lasts: readonly (LastPart | null)[] = [
  null,
  ...outcomes.flatMap((outcome) =>
    ages.map((age) => ({ outcome, reason: outcome === 'not-inspected' ? ('late' as const) : null, age })),
  ),
];
const held = [null, ...outcomes] as const;

/** All combinations of the facts behind the shown verdict. */
const everything: readonly LineFacts[] = hearings.flatMap((hearing) =>
  sessions.flatMap((session) =>
    lasts.flatMap((last) =>
      held.map((outcome) => ({ hearing, session, last, silenceAfter: 3_000, held: outcome })),
    ),
  ),
);

test('only a running inspection that is heard, with a part of this moment, has the colour of a verdict', () => {
  for (const facts of everything.filter((each) => each.held === null)) {
    const { hearing, session, last, silenceAfter } = facts;
    const isOfThisMoment = last !== null && last.age <= silenceAfter;
    const holds = hearing === 'open' && session === 'running' && isOfThisMoment;
    expect(colourOf(lineState(facts)), JSON.stringify(facts)).toBe(holds ? last.outcome : null);
    expect(isInspecting(lineState(facts)), JSON.stringify(facts)).toBe(holds);
  }
});

test('a part that is held shows its own outcome, whatever becomes of the line', () => {
  for (const facts of everything.filter((each) => each.held !== null)) {
    expect(lineState(facts)).toEqual({ kind: 'held', outcome: facts.held });
    expect(colourOf(lineState(facts))).toBe(facts.held);
    expect(isInspecting(lineState(facts))).toBe(false);
  }
});

const running: LineFacts = {
  hearing: 'open',
  session: 'running',
  last: { outcome: 'good', reason: null, age: 10 },
  silenceAfter: 3_000,
  held: null,
};

test.each([
  ['a good part of this moment', {}, { kind: 'judged', verdict: 'good' }],
  ['a station that hangs', { hearing: 'silent' }, { kind: 'silent' }],
  ['a lost connection', { hearing: 'lost' }, { kind: 'lost' }],
  ['a connection under way', { hearing: 'connecting' }, { kind: 'connecting' }],
  ['no inspection', { session: 'none' }, { kind: 'ready' }],
  ['a stopped inspection', { session: 'ended' }, { kind: 'stopped' }],
  ['a pause', { session: 'paused' }, { kind: 'paused' }],
  ['no part yet', { last: null }, { kind: 'waiting' }],
  [
    'a part that is too long ago',
    { last: { outcome: 'good', reason: null, age: 12_400 } },
    { kind: 'no-part', for: 12_400 },
  ],
  [
    'a part that was not inspected',
    { last: { outcome: 'not-inspected', reason: 'worker-failed', age: 10 } },
    { kind: 'not-inspected', reason: 'worker-failed' },
  ],
  ['a lost connection during a pause', { hearing: 'lost', session: 'paused' }, { kind: 'lost' }],
] as const)('%s', (_, change, state) => {
  expect(lineState({ ...running, ...change })).toEqual(state);
});
