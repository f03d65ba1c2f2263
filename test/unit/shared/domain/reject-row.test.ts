import { expect, test } from 'vitest';
import { isAlarming, lengthenRun, noRun } from '../../../../src/shared/domain/reject-row.ts';
import type { DefectRun } from '../../../../src/shared/domain/reject-row.ts';
import type { Outcome } from '../../../../src/shared/domain/outcome.ts';

/** The run after parts, each with an entry of its own where it is not good. */
const runOf = (...outcomes: Outcome[]): DefectRun =>
  outcomes.reduce(
    (run, outcome, index) => lengthenRun(run, outcome, outcome === 'good' ? null : index + 1),
    noRun,
  );

test('defects in a row are counted, and a good part ends the row', () => {
  expect(runOf('defect', 'defect', 'defect').length).toBe(3);
  expect(runOf('defect', 'defect', 'good').length).toBe(0);
  expect(runOf('defect', 'good', 'defect', 'defect').length).toBe(2);
});

test('a part for review neither counts nor ends the row', () => {
  expect(runOf('defect', 'review', 'defect').length).toBe(2);
  expect(runOf('review', 'review').length).toBe(0);
});

test('a part that was not inspected counts as a defect does', () => {
  expect(runOf('defect', 'not-inspected', 'not-inspected').length).toBe(3);
  expect(runOf('not-inspected', 'good', 'not-inspected').length).toBe(1);
});

test('frames of one entry are one part; what the log could not keep counts each time', () => {
  const first = lengthenRun(noRun, 'defect', 7);
  expect(lengthenRun(first, 'defect', 7)).toEqual(first);
  expect(lengthenRun(first, 'defect', 8).length).toBe(2);
  expect(lengthenRun(lengthenRun(noRun, 'defect', null), 'defect', null).length).toBe(2);
});

test('the alarm comes with the last defect it takes, and never where it is off', () => {
  const run = runOf('defect', 'defect');
  expect([1, 2, 3].map((after) => isAlarming(run, after))).toEqual([true, true, false]);
  expect(isAlarming(run, null)).toBe(false);
});
