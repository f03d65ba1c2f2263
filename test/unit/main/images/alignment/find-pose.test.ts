import { describe, expect, it } from 'vitest';
import { poseFinder } from '../../../../../src/main/images/alignment/find-pose.ts';
import { learnAlignment } from '../../../../../src/main/images/alignment/learn-alignment.ts';
import type { Pixels } from '../../../../../src/main/images/likeness/measure-picture.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import { moved, type Pose } from '../../../../../src/shared/domain/pose.ts';
import {
  bracket,
  pictureOf,
  pictureSize,
  scattered,
  washer,
  type Lies,
} from '../../../../support/lying-part.ts';

const { width, height } = pictureSize;

function learn(pictures: readonly Pixels[], likeFirst = false) {
  return learnAlignment({
    images: pictures,
    read: (index) => Promise.resolve(pictures[index] ?? null),
    likeFirst,
    report: () => undefined,
  });
}

async function alignmentOf(pictures: readonly Pixels[], likeFirst = false) {
  const { alignment } = await learn(pictures, likeFirst);
  if (!alignment) throw new Error('The part cannot be aligned');
  return alignment;
}

/** Maps a point from the first picture to the other by the found poses. @param point pixels beside the middle of the first picture's part */
function carried(
  point: readonly [number, number],
  from: Lies,
  poses: readonly [Pose, Pose],
): [number, number] {
  const [x, y] = turnedPoint(point, from);
  const [a, b, c, d, e, f] = poses[0].motion;
  // Invert the motion by Cramer's rule.
  const area = a * e - b * d;
  const [u, v] = [x / width - c, y / height - f];
  const [toX, toY] = moved(poses[1].motion, [(u * e - v * b) / area, (v * a - u * d) / area]);
  return [toX * width, toY * height];
}

function turnedPoint([right, down]: readonly [number, number], { x, y, angle }: Lies): [number, number] {
  const turn = (angle * Math.PI) / 180;
  return [
    x + Math.cos(turn) * right - Math.sin(turn) * down,
    y + Math.sin(turn) * right + Math.cos(turn) * down,
  ];
}

describe('finding where a part lies', () => {
  const ofBrackets = alignmentOf(scattered(bracket, 8).map(({ picture }) => picture));

  it('finds parts at any angle to about a pixel, and says how far good ones lie apart', async () => {
    const alignment = await ofBrackets;
    const finder = poseFinder(alignment);
    const [first, ...others] = scattered(bracket, 16).slice(8);
    if (!first) throw new Error('There are no parts');
    for (const { lies, picture } of others) {
      const poses = [finder.find(first.picture), finder.find(picture)] as const;
      for (const point of [
        [-20, -30],
        [25, 25],
      ] as const) {
        const [x, y] = carried(point, first.lies, poses);
        const [trueX, trueY] = turnedPoint(point, lies);
        expect(Math.hypot(x - trueX, y - trueY)).toBeLessThan(1.5);
      }
    }
    expect(alignment.turns).toBe(true);
    expect(alignment.spread.images).toBe(8);
    expect(alignment.spread.angle).toBeGreaterThan(90);
    expect(alignment.spread.right).toBeGreaterThan(0.04);
  });

  it('turns no round part, and finds its shift', async () => {
    const parts = scattered(washer, 6);
    const alignment = await alignmentOf(parts.map(({ picture }) => picture));
    expect(alignment).toMatchObject({ turns: false, spread: { angle: 0 } });
    const finder = poseFinder(alignment);
    const [one, other] = [
      { x: 70, y: 60, angle: 0 },
      { x: 91, y: 66, angle: 50 },
    ].map((lies) => finder.find(pictureOf(washer, lies)));
    expect(((other?.right ?? 0) - (one?.right ?? 0)) * width).toBeCloseTo(21, 0);
    expect(((other?.down ?? 0) - (one?.down ?? 0)) * height).toBeCloseTo(6, 0);
    expect([one?.angle, other?.angle]).toEqual([0, 0]);
  });

  it('keeps the place of the first image where regions were drawn on it', async () => {
    const pictures = scattered(bracket, 6).map(({ picture }) => picture);
    const finder = poseFinder(await alignmentOf(pictures, true));
    const [first] = pictures;
    const pose = first && finder.find(first);
    expect(Math.abs(pose?.angle ?? 99)).toBeLessThan(1);
    expect(Math.hypot((pose?.right ?? 9) * width, (pose?.down ?? 9) * height)).toBeLessThan(1);
  });

  it('finds a part with a piece missing, in other light', async () => {
    const finder = poseFinder(await ofBrackets);
    const broken = (right: number, down: number): number | null => (right > 12 ? null : bracket(right, down));
    const lies = { x: 84, y: 58, angle: 130 };
    const whole = finder.find(pictureOf(bracket, lies));
    const picture = pictureOf(broken, lies);
    const found = finder.find({ ...picture, data: picture.data.map((value) => value * 0.6) });
    expect(Math.abs(found.angle - whole.angle)).toBeLessThan(3);
    expect(Math.hypot(found.right - whole.right, found.down - whole.down) * width).toBeLessThan(3);
  });

  it('says that a picture shows no part, or not enough of it', async () => {
    const finder = poseFinder(await ofBrackets);
    expect(() => finder.find(pictureOf(bracket, null))).toThrow(/not found/);
    const atTheBorder = pictureOf(bracket, { x: 142, y: 64, angle: 20 });
    expect(() => finder.find(atTheBorder)).toThrow(/% of the part lies outside of the picture/);
  });

  it('aligns no texture, and no parts that are not alike', async () => {
    const noise = (seed: number): Pixels => {
      const random = seededRandom(seed);
      const grain = Array.from({ length: 20 * 16 }, () => Math.floor(random.next() * 255));
      const data = new Uint8Array(width * height * 3);
      for (let at = 0; at < width * height; at++) {
        const cell = Math.floor(at / width / 8) * 20 + Math.floor((at % width) / 8);
        data.fill(grain[cell] ?? 0, at * 3, at * 3 + 3);
      }
      return { width, height, channels: 3, data };
    };
    expect(await learn(Array.from({ length: 4 }, (_, seed) => noise(seed)))).toEqual({
      alignment: null,
      why: 'texture',
    });
    const blobs = Array.from({ length: 6 }, (_, seed) => {
      const random = seededRandom(seed, 4);
      const spots = Array.from({ length: 5 }, () => [
        random.next() * 80 - 40,
        random.next() * 60 - 30,
        random.next() < 0.5 ? 20 : 240,
      ]);
      return pictureOf(
        (right, down) => spots.find(([x = 0, y = 0]) => Math.hypot(right - x, down - y) < 9)?.[2] ?? null,
        { x: 80, y: 64, angle: 0 },
        seed,
      );
    });
    expect((await learn(blobs)).why).toBe('unlike');
  });
});
