import { expect, it } from 'vitest';
import { collectLikeness } from '../../../../../src/main/learning/remembering/likeness.ts';
import type { TrainingImage } from '../../../../../src/main/learning/training-image.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';

const grid = [12, 20] as const;
const channels = 3;
const everywhere = new Uint8Array(grid[0] * grid[1]).fill(1);
const moments = { mean: new Float64Array(channels), deviation: new Float64Array(channels).fill(1) };

const image = (name: string): TrainingImage => ({ name, path: name, sha256: name, width: 1, height: 1 });

function noise(seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: channels * everywhere.length }, () => random.normal());
}

it('a twin is the likest, then the image that differs least', () => {
  const pictures = collectLikeness(grid, everywhere);
  const base = noise(1);
  pictures.add(image('base'), base);
  pictures.add(
    image('alike'),
    noise(2).map((value, at) => 0.3 * value + (base[at] ?? 0)),
  );
  pictures.add(image('other'), noise(3));
  pictures.add(
    image('twin'),
    base.map((value) => value + 0.01),
  );
  const names = (count: number): string[] =>
    pictures
      .result(moments)
      .likest(image('base'), count)
      .map(({ name }) => name);
  expect(names(1)).toEqual(['twin']);
  expect(names(9)).toEqual(['twin', 'alike', 'other']);
  expect(pictures.result(moments).likest(image('unknown'), 2)).toEqual([]);
});

it('all shots of one part are alike, however few are asked for; different parts are not', () => {
  const pictures = collectLikeness(grid, everywhere);
  for (let part = 0; part < 4; part++) {
    for (let shot = 0; shot < 5; shot++) {
      const sensor = noise(100 + 5 * part + shot);
      pictures.add(
        image(`${part} ${shot}`),
        noise(part).map((value, at) => value + 0.05 * (sensor[at] ?? 0)),
      );
    }
  }
  const names = pictures
    .result(moments)
    .likest(image('2 3'), 2)
    .map(({ name }) => name);
  expect(new Set(names)).toEqual(new Set(['2 0', '2 1', '2 2', '2 4']));
});

it('a component counts by its deviation, a place outside the area not at all', () => {
  const inside = everywhere.map((_, position) => (position % grid[1] < 10 ? 1 : 0));
  const pictures = collectLikeness(grid, inside);
  const plain = new Float32Array(channels * everywhere.length);
  pictures.add(image('base'), plain);
  pictures.add(
    image('first component'),
    plain.map((_, at) => (at < everywhere.length ? 5 : 0)),
  );
  pictures.add(
    image('second component'),
    plain.map((_, at) => (Math.floor(at / everywhere.length) === 1 ? 1 : 0)),
  );
  pictures.add(
    image('outside'),
    plain.map((_, at) => (inside[at % everywhere.length] === 1 ? 0 : 100)),
  );
  const wide = { mean: moments.mean, deviation: Float64Array.of(10, 1, 1) };
  const names = pictures.result(wide).likest(image('base'), 3);
  expect(names.map(({ name }) => name)).toEqual(['outside', 'first component', 'second component']);
});
