import { describe, expect, it } from 'vitest';
import { measurePicture } from '../../../../../src/main/images/likeness/measure-picture.ts';
import {
  collectUsualPictures,
  comparePictures,
  usualPicturesSchema,
} from '../../../../../src/main/images/likeness/usual-pictures.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import { pixelsOf } from '../../../../../src/main/inference/pixels.ts';
import { generatePart } from '../../../../../src/main/sample/generate-part.ts';
import type { Frame } from '../../../../../src/shared/domain/frame.ts';
import type { TraitName } from '../../../../../src/shared/domain/picture-traits.ts';
import { wholePicture } from '../../../../../src/shared/domain/region.ts';
import {
  compressed,
  cropped,
  defocused,
  lit,
  resized,
  shifted,
  tinted,
  turned,
  uniform,
} from '../../../../support/altered-pictures.ts';
import { sampleParts, usualOf } from '../../../../support/usual-parts.ts';

/** Draws a square picture of grain with the streaks of brushed metal. */
function brushed(seed: number, strength: number): Frame {
  const random = seededRandom(seed + 1);
  const side = 256;
  const data = new Uint8Array(side * side * 3);
  for (let row = 0; row < side; row++) {
    const streak = random.normal() * 8 * strength;
    for (let column = 0; column < side; column++) {
      const value = Math.min(Math.max(128 + streak + random.normal() * 8, 0), 255);
      data.fill(value, (row * side + column) * 3, (row * side + column + 1) * 3);
    }
  }
  return { width: side, height: side, data };
}

/** Draws a part of that brightness on an unchanging ground. */
function onGround(brightness: number): Frame {
  const side = 128;
  const data = new Uint8Array(side * side * 3).fill(40);
  for (let row = side / 4; row < side; row++) {
    data.fill(brightness, (row * side + side / 4) * 3, (row + 1) * side * 3);
  }
  return { width: side, height: side, data };
}

const training = sampleParts(100, 12);
const usual = usualOf(training);
const comparison = comparePictures(usual);
/** A usual map: its deviation is unknown. */
const map = { map: new Float32Array(16), width: 4, height: 4 };
const part = generatePart(900).frame;

const differencesOf = (frame: Frame): TraitName[] =>
  comparison.differences(pixelsOf(frame), map, 'of-several').map(({ trait }) => trait);

describe('pictures beside the training images', () => {
  it('are like them when they show good parts, or a defect', () => {
    for (const frame of sampleParts(900, 6)) expect(differencesOf(frame)).toEqual([]);
    expect(differencesOf(generatePart(910, 'scratch').frame)).toEqual([]);
  });

  it.each<[string, (frame: Frame) => Promise<Frame>, TraitName]>([
    ['less light', (frame) => lit(frame, 0.65), 'brightness'],
    ['more light', (frame) => lit(frame, 1.4), 'brightness'],
    ['light of another colour', (frame) => tinted(frame, [1.25, 1, 0.8]), 'red'],
    ['a lens out of focus', (frame) => defocused(frame, 0.006), 'sharpness'],
    ['motion JPEG', (frame) => compressed(frame, 15), 'blocks'],
    ['a moved camera', (frame) => shifted(frame, 0.14), 'right'],
    ['a turned camera', (frame) => turned(frame, 90), 'shape'],
    ['half the pixels', (frame) => resized(frame, 320, 240), 'size'],
    ['another aspect', (frame) => cropped(frame, 0.7), 'shape'],
    ['one colour', (frame) => Promise.resolve(uniform(frame, [0, 160, 0])), 'contrast'],
  ])('differ with %s', async (_, alter, trait) => {
    expect(differencesOf(await alter(part))).toContain(trait);
  });

  it('say by how much', async () => {
    const [difference] = comparison
      .differences(pixelsOf(await lit(part, 0.6)), map, 'alone')
      .filter(({ trait }) => trait === 'brightness');
    expect((difference?.measured ?? 0) / (difference?.usual ?? 1)).toBeGreaterThan(0.5);
    expect((difference?.measured ?? 0) / (difference?.usual ?? 1)).toBeLessThan(0.7);
  });

  it('differ when the whole map is raised, not when a part of it is', () => {
    const deviations = training.map((_, index) => 0.05 + index / 1000);
    const known = comparePictures(usualOf(training, wholePicture, deviations));
    const traits = (values: Float32Array) =>
      known.differences(pixelsOf(part), { ...map, map: values }, 'alone').map(({ trait }) => trait);
    const local = new Float32Array(16).fill(0.05);
    expect(traits(local.map((value, index) => (index < 6 ? 9 : value)))).toEqual([]);
    expect(traits(local.fill(0.6))).toEqual(['deviation']);
  });

  it('are looked at in the inspected area alone', async () => {
    const area = { region: { x: 0, y: 0, width: 1, height: 0.5 }, exclusions: [] };
    const upper = comparePictures(usualOf(training, area));
    const half = await lit(part, 0.5);
    const data = part.data.map((value, index) =>
      index < part.data.length / 2 ? value : (half.data[index] ?? 0),
    );
    expect(upper.differences(pixelsOf({ ...part, data }), map, 'alone')).toEqual([]);
    expect(differencesOf({ ...part, data })).toContain('brightness');
  });

  it('of a texture with a direction differ when they are turned, not when they have more or less of it', async () => {
    const known = comparePictures(usualOf(Array.from({ length: 8 }, (_, seed) => brushed(seed, 1.5))));
    const traits = (frame: Frame) =>
      known.differences(pixelsOf(frame), map, 'of-several').map(({ trait }) => trait);
    expect(traits(brushed(20, 1.5))).not.toContain('direction');
    expect(traits(brushed(20, 4))).not.toContain('direction');
    expect(traits(await turned(brushed(20, 1.5), 90))).toContain('direction');
    // A picture without a direction cannot be turned.
    const isotropic = comparePictures(usualOf(Array.from({ length: 8 }, (_, seed) => brushed(seed, 0))));
    const quarter = await turned(brushed(20, 0), 90);
    expect(isotropic.differences(pixelsOf(quarter), map, 'alone')).toEqual([]);
  });

  it('on a ground of their own differ in more light, although their parts are now bright, now dark', async () => {
    const known = comparePictures(usualOf(Array.from({ length: 8 }, (_, seed) => onGround(60 + 20 * seed))));
    const traits = (frame: Frame) =>
      known.differences(pixelsOf(frame), map, 'of-several').map(({ trait }) => trait);
    expect(traits(onGround(130))).toEqual([]);
    expect(traits(await lit(onGround(130), 1.3))).toEqual(['shadows']);
  });

  it('read with transparency are measured as without it', () => {
    const { width, height, data } = part;
    const rgba = new Uint8Array(width * height * 4).fill(7);
    for (let at = 0; at < width * height; at++) rgba.set(data.subarray(at * 3, at * 3 + 3), at * 4);
    expect(measurePicture({ width, height, channels: 4, data: rgba }, wholePicture, 512)).toEqual(
      measurePicture(pixelsOf(part), wholePicture, 512),
    );
  });
});

describe('what a card says of the training images', () => {
  it('is read back as it was written', () => {
    expect(usualPicturesSchema.parse(JSON.parse(JSON.stringify(usual)))).toEqual(usual);
  });

  it('does not change by one odd image among them', async () => {
    const odd = await lit(part, 0.3);
    const known = comparePictures(usualOf([...training, ...training, odd]));
    expect(known.differences(pixelsOf(odd), map, 'alone').map(({ trait }) => trait)).toContain('brightness');
  });

  it('is nothing for fewer than three images', () => {
    const collector = collectUsualPictures(training.slice(0, 2), wholePicture);
    for (const frame of training.slice(0, 2)) collector.add(pixelsOf(frame), 0);
    expect(collector.result(1)).toBeNull();
  });
});
