import { expect, test } from 'vitest';
import { isAlarming, lengthenRow, noRejects } from '../../../../src/shared/domain/reject-row.ts';
import type { RejectRow } from '../../../../src/shared/domain/reject-row.ts';
import type { Outcome } from '../../../../src/shared/domain/outcome.ts';

/** Returns the row after these parts, each in one frame. */
const rowOf = (...outcomes: Outcome[]): RejectRow =>
  outcomes.reduce((row, outcome) => lengthenRow(row, outcome, false), noRejects);

test('rejects in a row are counted, and a good part ends the row', () => {
  expect(rowOf('defect', 'defect', 'defect')).toBe(3);
  expect(rowOf('defect', 'defect', 'good')).toBe(0);
  expect(rowOf('defect', 'good', 'defect', 'defect')).toBe(2);
});

test('a part for review neither counts nor ends the row', () => {
  expect(rowOf('defect', 'review', 'defect')).toBe(2);
  expect(rowOf('review', 'review')).toBe(0);
});

test('a part that was not inspected counts as a defect does', () => {
  expect(rowOf('defect', 'not-inspected', 'not-inspected')).toBe(3);
  expect(rowOf('not-inspected', 'good', 'not-inspected')).toBe(1);
});

test('further frames of a part do not count, and end nothing', () => {
  const first = rowOf('defect', 'defect');
  expect(lengthenRow(first, 'defect', true)).toBe(2);
  expect(lengthenRow(lengthenRow(first, 'defect', true), 'defect', false)).toBe(3);
});

test('the alarm comes with the last reject it takes, and never where it is off', () => {
  const row = rowOf('defect', 'defect');
  expect([1, 2, 3].map((after) => isAlarming(row, after))).toEqual([true, true, false]);
  expect(isAlarming(row, null)).toBe(false);
});
