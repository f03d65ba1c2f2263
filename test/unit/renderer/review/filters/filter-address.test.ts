import { expect, test } from 'vitest';
import { addressOf, readAddress } from '../../../../../src/renderer/review/filters/filter-address.ts';
import type { ShownLog } from '../../../../../src/renderer/review/filters/filter-address.ts';
import { noFilter, toFilter } from '../../../../../src/renderer/review/filters/filter-choice.ts';

const first = { filter: noFilter, order: 'newest', layout: 'gallery' } as const;

test('the first look needs no words, and no words are the first look', () => {
  expect(addressOf(first)).toEqual({});
  expect(readAddress({})).toEqual(first);
});

test('everything that is chosen stands in the address and is read back from it', () => {
  const shown: ShownLog = {
    filter: {
      productId: 'p',
      modelId: 'm',
      time: 'custom',
      from: '2026-11-23T10:00',
      to: '2026-11-23T11:00',
      verdict: 'review',
      decision: 'undecided',
      shift: '7',
      lane: '3',
      source: 'push',
      cause: '划痕',
      search: '100%&x=1',
      minimumScore: 0,
      maximumScore: 4.5,
    },
    order: 'highest-score',
    layout: 'table',
  };
  const address = new URLSearchParams(addressOf(shown)).toString();
  expect(toFilter(shown.filter, 0)).toMatchObject({ shiftId: 7, lane: 3, source: 'push', cause: '划痕' });
  expect(readAddress(Object.fromEntries(new URLSearchParams(address)))).toEqual(shown);
});

test('what an address says wrongly filters nothing; a model goes only with its product', () => {
  const wrong = { time: 'never', verdict: 'fair', minimum: 'x', order: '1', layout: ['a', 'b'], model: 'm' };
  expect(readAddress(wrong)).toEqual(first);
});

test('today and yesterday are days on the clock of the browser’s zone', () => {
  const now = Date.parse('2026-11-23T23:30:00Z');
  const zone = 'Europe/Berlin';
  const midnight = Date.parse('2026-11-23T23:00:00Z');
  expect(toFilter({ ...noFilter, time: 'today' }, now, zone)).toEqual({ from: midnight });
  expect(toFilter({ ...noFilter, time: 'yesterday' }, now, zone)).toEqual({
    from: midnight - 86_400_000,
    to: midnight,
  });
});
