import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../src/shared/domain/verdict.ts';
import { choosePartsForStrip } from '../../../../src/renderer/stores/strip-choice.ts';

function part(frameNumber: number, verdict: Verdict, score: number, entryId: number | null = null) {
  return { result: { frameNumber, verdict, score, entryId } };
}

const numbersOf = (parts: readonly ReturnType<typeof part>[]): number[] =>
  parts.map(({ result }) => result.frameNumber);
/** Parts, newest first. */
const arrived = [
  part(5, 'good', 0.4),
  part(4, 'review', 1.2),
  part(3, 'defect', 2.1, 7),
  part(2, 'review', 9, 6),
];

describe('the strip', () => {
  it('takes each part of a line', () => {
    expect(numbersOf(choosePartsForStrip(arrived, false, null))).toEqual([5, 4, 3, 2]);
  });

  it('takes the worst of a fast camera’s frames: by verdict, then by score', () => {
    expect(numbersOf(choosePartsForStrip(arrived, true, null))).toEqual([3]);
    expect(numbersOf(choosePartsForStrip(arrived.toSpliced(2, 1), true, null))).toEqual([2]);
    expect(choosePartsForStrip([], true, null)).toEqual([]);
  });

  it('takes the one that stands for the entry at hand as well, so that it can be decided on', () => {
    expect(numbersOf(choosePartsForStrip(arrived, true, 6))).toEqual([3, 2]);
    expect(numbersOf(choosePartsForStrip(arrived, true, 7))).toEqual([3]);
  });
});
