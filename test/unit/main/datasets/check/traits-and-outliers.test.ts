import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTraits } from '../../../../../src/main/datasets/check/compute-traits.ts';
import type { TraitsComputer } from '../../../../../src/main/datasets/check/compute-traits.ts';
import { nearDuplicates } from '../../../../../src/main/datasets/check/near-duplicates.ts';
import { findOutliers } from '../../../../../src/main/datasets/check/outliers.ts';
import { grid, packTraits, unpackTraits } from '../../../../../src/main/datasets/check/traits.ts';
import type { Traits } from '../../../../../src/main/datasets/check/traits.ts';
import { backboneFile, program, resourcesFolder } from '../../../../../src/main/host/program-folder.ts';
import { fitFrame } from '../../../../../src/main/images/fit-frame.ts';
import { generatePart } from '../../../../../src/main/sample/generate-part.ts';
import type { Frame } from '../../../../../src/shared/domain/frame.ts';
import { areaMask, wholePicture } from '../../../../../src/shared/domain/region.ts';
import { copiesOf } from '../../../../support/picture-copies.ts';

const everywhere = areaMask(wholePicture, grid, grid);
let computer: TraitsComputer;
/** Twenty different good flanges. */
let good: readonly Traits[];

/** Computes traits in the precision that the station keeps. */
async function traitsOf(frame: Frame): Promise<Traits> {
  return unpackTraits(packTraits(await computer.of(frame)));
}

beforeAll(async () => {
  computer = await openTraits(backboneFile(resourcesFolder(program())));
  const traits: Traits[] = [];
  for (let seed = 0; seed < 20; seed++) traits.push(await traitsOf(generatePart(seed).frame));
  good = traits;
});
afterAll(() => computer.release());

describe('near duplicates', () => {
  test('are the copies of a picture, and no two parts that merely look alike', async () => {
    const copies = await copiesOf(generatePart(4).frame);
    const found: Record<string, readonly (readonly [number, number])[]> = {};
    for (const [name, frame] of Object.entries(copies)) {
      found[name] = nearDuplicates([...good, await traitsOf(frame)]);
    }
    for (const [name, pairs] of Object.entries(found)) expect(pairs, name).toEqual([[4, 20]]);
  });

  test('one picture has none', () => {
    expect(nearDuplicates(good.slice(0, 1))).toEqual([]);
  });
});

describe('unusual images', () => {
  test('a stained part among good ones is the most unusual, at the place of its stain', async () => {
    const { frame, mask } = generatePart(102, 'stain');
    const [first] = findOutliers([...good, await traitsOf(frame)], everywhere, []);
    expect(first).toMatchObject({ index: 20, reason: 'place' });
    expect(first?.deviation).toBeGreaterThan(6);
    const { x = 0, y = 0, width = 0, height = 0 } = first?.place ?? {};
    const marked = [...mask.keys()].filter((place) => (mask[place] ?? 0) > 0);
    const inside = marked.filter((place) => {
      const [across, down] = [
        (place % frame.width) / frame.width,
        Math.floor(place / frame.width) / frame.height,
      ];
      return across >= x && across <= x + width && down >= y && down <= y + height;
    });
    expect(inside.length).toBeGreaterThan(0);
  });

  test('two pictures of one defect do not vouch for each other', async () => {
    const { frame } = generatePart(102, 'stain');
    const { brighter } = await copiesOf(frame);
    if (brighter === undefined) throw new Error('A brighter copy was asked for');
    const images = [...good, await traitsOf(frame), await traitsOf(brighter)];
    const pairs = nearDuplicates(images);
    expect(pairs).toEqual([[20, 21]]);
    const deviation = (own: typeof pairs): number =>
      findOutliers(images, everywhere, own).find(({ index }) => index === 20)?.deviation ?? 0;
    expect(deviation(pairs)).toBeGreaterThan(deviation([]));
  });

  test('what lies outside the inspected area does not count', async () => {
    const stained = await traitsOf(generatePart(102, 'stain').frame);
    const [first] = findOutliers([...good, stained], everywhere, []);
    const outline = first?.place;
    if (!outline) throw new Error('The stain has a place');
    const left = outline.x + outline.width / 2 > 0.5 ? 0 : 0.6;
    const elsewhere = areaMask(
      { region: { x: left, y: 0, width: 0.4, height: 1 }, exclusions: [] },
      grid,
      grid,
    );
    const found = findOutliers([...good, stained], elsewhere, []).find(({ index }) => index === 20);
    expect(found).toBeUndefined();
  });

  test('a blurred picture and one in other light are told as such', async () => {
    const { frame } = generatePart(30);
    const small = await fitFrame(frame, Math.round(frame.width / 6));
    const blurred = await traitsOf(await fitFrame(small, frame.width));
    const red = Uint8Array.from(frame.data, (value, index) =>
      index % 3 === 0 ? Math.min(value + 60, 255) : value,
    );
    const tinted = await traitsOf({ ...frame, data: red });
    const reasons = (own: Traits) =>
      findOutliers([...good, own], everywhere, []).find(({ index }) => index === 20)?.reason;
    expect(reasons(blurred)).toBe('blurred');
    expect(reasons(tinted)).toBe('colour');
  });

  test('pictures that are all the same, and too few of them, have none', () => {
    const [one] = good;
    if (!one) throw new Error('There are good flanges');
    expect(
      findOutliers(
        Array.from({ length: 12 }, () => one),
        everywhere,
        [],
      ),
    ).toEqual([]);
    expect(findOutliers(good.slice(0, 7), everywhere, [])).toEqual([]);
  });
});
