import { expect, test } from 'vitest';
import {
  causeProblem,
  movedCause,
  renamedCause,
  withCause,
  withoutCause,
} from '../../../../../src/renderer/components/causes/cause-list.ts';
import { mostCauses } from '../../../../../src/shared/contract/products.ts';

const causes = ['scratch', 'dent', 'dust'];

test('a cause is added at its place or at the end, once', () => {
  expect(withCause(causes, 'crack')).toEqual(['scratch', 'dent', 'dust', 'crack']);
  expect(withCause(causes, 'crack', 1)).toEqual(['scratch', 'crack', 'dent', 'dust']);
  expect(withCause(causes, 'crack', 9)).toEqual(['scratch', 'dent', 'dust', 'crack']);
  expect(withCause(causes, 'dent', 0)).toEqual(causes);
});

test('what was removed comes back to its place', () => {
  expect(withCause(withoutCause(causes, 'dent'), 'dent', 1)).toEqual(causes);
  expect(withoutCause(causes, 'unknown')).toEqual(causes);
});

test('a cause keeps its place under another name, and is there once', () => {
  expect(renamedCause(causes, 'dent', 'bump')).toEqual(['scratch', 'bump', 'dust']);
  expect(renamedCause(causes, 'dust', 'scratch')).toEqual(['scratch', 'dent']);
});

test('a cause moves one place and no further than the ends', () => {
  expect(movedCause(causes, 'dent', -1)).toEqual(['dent', 'scratch', 'dust']);
  expect(movedCause(causes, 'dent', 1)).toEqual(['scratch', 'dust', 'dent']);
  expect(movedCause(causes, 'scratch', -1)).toEqual(causes);
  expect(movedCause(causes, 'dust', 1)).toEqual(causes);
  expect(movedCause(causes, 'unknown', 1)).toEqual(causes);
});

test('names that cannot be taken', () => {
  expect(causeProblem(causes, '  ', null)).toBe('missing');
  expect(causeProblem(causes, 'x'.repeat(81), null)).toBe('tooLong');
  expect(causeProblem(causes, ' Dent ', null)).toBe('taken');
  expect(causeProblem(causes, 'Dent', 1)).toBeNull();
  expect(causeProblem(causes, 'dent', 0)).toBe('taken');
  const full = Array.from({ length: mostCauses }, (_, index) => `cause ${index}`);
  expect(causeProblem(full, 'one more', null)).toBe('tooMany');
  expect(causeProblem(full, 'renamed', 3)).toBeNull();
});
