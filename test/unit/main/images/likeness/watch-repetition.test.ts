import { expect, test } from 'vitest';
import { watchRepetition } from '../../../../../src/main/images/likeness/watch-repetition.ts';
import type { PictureMap } from '../../../../../src/main/images/likeness/usual-pictures.ts';

const side = 32;

/** Makes a map with a defect in one of 16 places. */
function defectAt(place: number): PictureMap {
  const map = Float32Array.from({ length: side * side }, (_, at) => {
    const cell = Math.floor(at / side / 8) * 4 + Math.floor((at % side) / 8);
    return cell === place ? 1 : Math.sin(at) / 20;
  });
  return { map, width: side, height: side };
}

function seen(places: readonly number[], good: readonly number[] = []): (number | null)[] {
  const look = watchRepetition();
  return places.map((place, index) => look(defectAt(place), !good.includes(index)));
}

test('five parts that are rejected at the same place are alike', () => {
  const found = seen([3, 3, 3, 3, 3, 3]);
  expect(found.slice(0, 4)).toEqual([null, null, null, null]);
  expect(found[4]).toBeGreaterThan(0.99);
  expect(found[5]).toBeGreaterThan(0.99);
});

test('defects at places of their own are not, and one odd part among five changes little', () => {
  expect(seen([0, 3, 7, 9, 14]).at(-1)).toBeLessThan(0.2);
  expect(seen([3, 3, 9, 3, 3]).at(-1)).toBeGreaterThan(0.99);
});

test('a good part between them begins the row anew', () => {
  expect(seen([3, 3, 3, 3, 3, 3], [2])).toEqual([null, null, null, null, null, null]);
});

test('a map without any structure, or with values that are no numbers, is like no other', () => {
  const look = watchRepetition();
  const flat = { map: new Float32Array(16), width: 4, height: 4 };
  const broken = { map: new Float32Array(16).fill(Number.NaN), width: 4, height: 4 };
  for (const map of [flat, broken, flat, broken]) look(map, true);
  expect(look(flat, true)).toBe(0);
});
