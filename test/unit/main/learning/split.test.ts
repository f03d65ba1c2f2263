import { expect, test } from 'vitest';
import { permutation } from '../../../../src/main/learning/image-order.ts';
import { splitValidation } from '../../../../src/main/learning/split.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';

const seeds = Array.from({ length: 30 }, (_, seed) => seed);

/** Splits images whose numbers say to which group they belong. */
function split(groups: readonly number[], seed: number) {
  const shuffled = permutation(groups.length, seededRandom(seed, 1));
  const alike = (index: number): number[] =>
    [...groups.keys()].filter((other) => other !== index && groups[other] === groups[index]);
  return splitValidation(groups, shuffled, alike);
}

const singles = (count: number, from = 0): number[] => Array.from({ length: count }, (_, at) => from + at);
const inGroups = (count: number, size: number): number[] =>
  Array.from({ length: count * size }, (_, at) => Math.floor(at / size));

function shared({ training, validation }: { training: number[]; validation: number[] }): number[] {
  return validation.filter((group) => training.includes(group));
}

test.each([
  [5, 2],
  [20, 3],
  [100, 15],
  [1000, 60],
])('of %i different images %i are held back, the same ones for the same seed', (count, held) => {
  for (const seed of seeds.slice(0, 3)) {
    const { training, validation } = split(singles(count), seed);
    expect([training.length, validation.length]).toEqual([count - held, held]);
    expect(split(singles(count), seed)).toEqual({ training, validation });
    // Without any that are alike, nothing changed for those who train again by the seed of before.
    const shuffled = permutation(count, seededRandom(seed, 1));
    expect(new Set(validation)).toEqual(new Set(shuffled.slice(0, held)));
  }
});

test.each([
  ['pairs among others', [...singles(14, 100), ...inGroups(3, 2)], 3, 3],
  ['pairs alone', inGroups(10, 2), 2, 4],
  ['rows of five', inGroups(20, 5), 15, 15],
  ['a long series and others', [...singles(40, 100), ...inGroups(1, 60)], 15, 15],
  ['groups none of which fits', inGroups(4, 5), 5, 5],
])('images that are alike stand on one side: %s', (_, groups, least, most) => {
  for (const seed of seeds) {
    const found = split(groups, seed);
    expect(shared(found)).toEqual([]);
    expect(found.validation.length).toBeGreaterThanOrEqual(least);
    expect(found.validation.length).toBeLessThanOrEqual(most);
    expect(found.training.length + found.validation.length).toBe(groups.length);
    expect(split(groups, seed)).toEqual(found);
  }
});

test('images that hang together over a third one stay together', () => {
  const links = new Map([
    [0, [1]],
    [1, [0, 2]],
    [2, [1]],
  ]);
  for (const seed of seeds) {
    const shuffled = permutation(20, seededRandom(seed, 1));
    const { validation } = splitValidation(singles(20), shuffled, (index) => links.get(index) ?? []);
    expect([0, 3]).toContain(validation.filter((index) => index < 3).length);
  }
});

test('where nearly all images are alike they are split all the same', () => {
  for (const groups of [inGroups(1, 20), [...inGroups(1, 19), 1], inGroups(1, 5)]) {
    const { training, validation } = split(groups, 1);
    expect(validation).toHaveLength(Math.max(2, Math.round(groups.length * 0.15)));
    expect(training.length + validation.length).toBe(groups.length);
  }
});
