import { describe, expect, it } from 'vitest';
import { createCoreset } from '../../../../../src/main/networks/remembering/coreset.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import type { Candidates } from '../../../../../src/main/learning/remembering/candidates.ts';
import { examplesOf, meansOf } from '../../../../../src/main/learning/remembering/members.ts';

const size = 5;
const images = 6;
const random = seededRandom(8);
const candidates: Candidates = {
  points: Float32Array.from({ length: 120 * size }, () => random.normal()),
  owners: Uint32Array.from({ length: 120 }, (_, index) => Math.floor((index * images) / 120)),
  moments: { mean: new Float64Array(size), deviation: new Float64Array(size).fill(1) },
};
const rows = rowsOf(candidates.points);
const coreset = createCoreset(candidates.points, size, 0);
coreset.grow(19);

function rowsOf(values: Float32Array): number[][] {
  return Array.from({ length: values.length / size }, (_, row) => [
    ...values.subarray(row * size, (row + 1) * size),
  ]);
}

function distance(one: readonly number[], other: readonly number[]): number {
  return Math.hypot(...one.map((value, component) => value - (other[component] ?? NaN)));
}

/** For each candidate, the nearest chosen candidate, found by comparing with all of them. */
const nearest = rows.map((row) => {
  const distances = coreset.chosen.map((chosen) => distance(row, rows[chosen] ?? []));
  return distances.indexOf(Math.min(...distances));
});

/** Averages, for each member, the candidates that fulfil a condition. */
function plainMeans(counts: (owner: number) => boolean): (number[] | null)[] {
  return coreset.chosen.map((_, member) => {
    const own = rows.filter((_row, at) => nearest[at] === member && counts(candidates.owners[at] ?? NaN));
    if (own.length === 0) return null;
    return Array.from(
      { length: size },
      (_value, component) => own.reduce((sum, row) => sum + (row[component] ?? NaN), 0) / own.length,
    );
  });
}

function expectRows(actual: Float32Array, expected: readonly (readonly number[] | null)[]): void {
  const all = rowsOf(actual);
  expect(all).toHaveLength(expected.length);
  const left = expected.find((row) => row !== null) ?? [];
  for (const [at, row] of expected.entries()) expect(distance(all[at] ?? [], row ?? left)).toBeLessThan(1e-5);
}

describe('members', () => {
  it('are the means of the candidates nearest to each chosen one', () => {
    expectRows(
      meansOf(coreset, candidates).all,
      plainMeans(() => true),
    );
  });

  it('hold nothing of an image without it: the means of the others’ candidates, and where there is none another member', () => {
    const members = meansOf(coreset, candidates);
    let alone = 0;
    for (let image = 0; image < images; image++) {
      const expected = plainMeans((owner) => owner !== image);
      alone += expected.filter((row) => row === null).length;
      expectRows(members.without(new Set([image])), expected);
    }
    expect(alone).toBeGreaterThan(0);
    expect(members.without(new Set([images]))).toEqual(members.all);
    expect(members.without(new Set())).toEqual(members.all);
  });

  it('can be the chosen ones themselves, each with the nearest of another image’s in its place', () => {
    const members = examplesOf(coreset, candidates);
    expectRows(
      members.all,
      coreset.chosen.map((chosen) => rows[chosen] ?? []),
    );
    for (let image = 0; image < images; image++) {
      const expected = coreset.chosen.map((chosen, member) => {
        if (candidates.owners[chosen] !== image) return rows[chosen] ?? [];
        const others = rows
          .filter((_row, at) => nearest[at] === member && candidates.owners[at] !== image)
          .map((row) => ({ row, apart: distance(row, rows[chosen] ?? []) }));
        return others.sort((one, other) => one.apart - other.apart)[0]?.row ?? null;
      });
      expectRows(members.without(new Set([image])), expected);
    }
  });
});

describe('members without several images', () => {
  it('hold nothing of any of them', () => {
    const leftOut = new Set([0, 3, 4]);
    expectRows(
      meansOf(coreset, candidates).without(leftOut),
      plainMeans((owner) => !leftOut.has(owner)),
    );
    const others = rows.filter((_, at) => !leftOut.has(candidates.owners[at] ?? NaN));
    for (const member of rowsOf(examplesOf(coreset, candidates).without(leftOut))) {
      expect(Math.min(...others.map((row) => distance(row, member)))).toBe(0);
    }
  });
});
