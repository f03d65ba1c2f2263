import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../src/main/evaluation/evaluate.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { readLabelledFolder } from '../../../../src/main/images/test-folder.ts';
import type { Frame } from '../../../../src/shared/domain/frame.ts';
import { wholePicture, type InspectedArea } from '../../../../src/shared/domain/region.ts';
import { ownRegionLimits } from '../../../../src/shared/domain/verdict.ts';
import { referenceFigures, type ReferencePicture } from '../../../support/reference-figures.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

type Marks = (row: number, column: number) => boolean;

/** A picture of a test set and its mask, both given by pixel. */
interface Part {
  readonly height: number;
  readonly width: number;
  readonly marks: Marks | null;
  /** Size of the mask over that of the picture; 1 when left out. */
  readonly maskScale?: number;
}

const [mapHeight, mapWidth] = [24, 32];

function random(seed: number): number {
  return (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) >>> 8) / 2 ** 24;
}

/** Makes a model: the mean brightness below each position of a coarse map, with noise. Rounding gives ties. */
function modelOf(rounded: boolean) {
  return ({ data, height, width }: Frame) => {
    const map = new Float32Array(mapHeight * mapWidth);
    for (const place of map.keys()) {
      const [row, column] = [Math.floor(place / mapWidth), place % mapWidth];
      const [top, left] = [(row * height) / mapHeight, (column * width) / mapWidth];
      const [bottom, right] = [((row + 1) * height) / mapHeight, ((column + 1) * width) / mapWidth];
      let [sum, count] = [0, 0];
      for (let y = Math.floor(top); y < bottom; y++) {
        for (let x = Math.floor(left); x < right; x++, count++) sum += data[(y * width + x) * 3] ?? 0;
      }
      const score = sum / count / 255 + 0.3 * random(place * 7919 + (data[0] ?? 0) * 104729 + 17);
      map[place] = rounded ? Math.round(score * 8) / 8 : score;
    }
    return Promise.resolve({ score: Math.max(...map), map, height: mapHeight, width: mapWidth, runMs: 1 });
  };
}

async function writeSet(parts: readonly Part[]): Promise<string> {
  const folder = temporaryFolder();
  for (const below of ['test/good', 'test/flaw', 'ground_truth/flaw']) {
    mkdirSync(join(folder, below), { recursive: true });
  }
  for (const [number, { height, width, marks, maskScale = 1 }] of parts.entries()) {
    const data = new Uint8Array(height * width * 3);
    for (let pixel = 0; pixel < height * width; pixel++) {
      const [row, column] = [Math.floor(pixel / width), pixel % width];
      data.fill(marks?.(row, column) === true ? 220 : 30 + number, pixel * 3, pixel * 3 + 3);
    }
    writeFileSync(
      join(folder, 'test', marks === null ? 'good' : 'flaw', `${number}.png`),
      await encodePng({ height, width, data }),
    );
    if (marks === null) continue;
    const size = { height: height * maskScale, width: width * maskScale };
    const mask = Uint8Array.from({ length: size.height * size.width }, (_, pixel) =>
      marks(Math.floor(pixel / size.width / maskScale), Math.floor((pixel % size.width) / maskScale))
        ? 255
        : 0,
    );
    await sharp(mask, { raw: { ...size, channels: 1 } })
      .png()
      .toFile(join(folder, 'ground_truth/flaw', `${number}_mask.png`));
  }
  return folder;
}

const hairline: Marks = (row, column) => row > 20 && row < 150 && column === 40 + Math.floor(row / 3);
const pinhole: Marks = (row, column) => row >= 61 && row < 67 && column >= 143 && column < 149;
const blot: Marks = (row, column) => Math.hypot(row - 90, column - 170) < 25;
const outline: Marks = (row, column) => Math.abs(Math.hypot(row - 80, column - 120) - 45) < 1.5;
const coarse =
  (marks: Marks): Marks =>
  (row, column) =>
    marks(Math.floor(row / 2) * 2, Math.floor(column / 2) * 2);
const usual = { height: 152, width: 200 };
const good = { ...usual, marks: null };
const flawed = (marks: Marks, maskScale = 1): Part => ({ ...usual, marks, maskScale });

const area: InspectedArea = {
  region: { x: 0.125, y: 0.25, width: 0.75, height: 0.5 },
  exclusions: [
    [
      { x: 0.25, y: 0.25 },
      { x: 0.5, y: 0.25 },
      { x: 0.5, y: 0.5 },
      { x: 0.25, y: 0.5 },
    ],
  ],
};
/** Returns whether a pixel lies inside the same area. */
const insideArea: Marks = (row, column) =>
  row >= 38 && row < 114 && column >= 25 && column < 175 && !(row < 76 && column >= 50 && column < 100);

describe('figures of pixels equal an exact computation at full resolution', () => {
  it.each<{ name: string; parts: Part[]; rounded?: boolean; inspected?: Marks; regions: number }>([
    {
      name: 'a hairline among blots',
      parts: [good, flawed(blot), flawed(hairline), flawed(blot)],
      regions: 3,
    },
    { name: 'pinholes of 6 × 6', parts: [good, flawed(pinhole), flawed(pinhole), flawed(blot)], regions: 3 },
    { name: 'outlines of 3 pixels', parts: [good, flawed(outline), flawed(outline)], regions: 2 },
    {
      name: 'a region of interest with an exclusion',
      parts: [good, flawed(outline), flawed(blot), flawed(hairline)],
      inspected: insideArea,
      regions: 5,
    },
    {
      name: 'pictures of different sizes',
      parts: [
        { height: 96, width: 128, marks: null },
        flawed(blot),
        { height: 180, width: 240, marks: blot },
      ],
      regions: 2,
    },
    {
      name: 'masks of half and of twice the size',
      parts: [good, flawed(coarse(blot), 0.5), flawed(hairline, 2)],
      regions: 2,
    },
    {
      name: 'maps full of ties',
      parts: [good, flawed(blot), flawed(outline), flawed(hairline)],
      rounded: true,
      regions: 3,
    },
  ])('$name', async ({ parts, rounded = false, inspected, regions }) => {
    const run = modelOf(rounded);
    const folder = await readLabelledFolder(await writeSet(parts));
    const result = await evaluate(
      folder.images,
      { review: 0.5, defect: 0.8, ...ownRegionLimits },
      {
        run,
        onImage: () => undefined,
        signal: new AbortController().signal,
        area: inspected ? area : wholePicture,
      },
    );
    const pictures = await Promise.all(
      parts.map(async ({ height, width, marks, maskScale = 1 }, number): Promise<ReferencePicture> => {
        const data = new Uint8Array(height * width * 3);
        for (let pixel = 0; pixel < height * width; pixel++) {
          const marked = marks?.(Math.floor(pixel / width), pixel % width) === true;
          data.fill(marked ? 220 : 30 + number, pixel * 3, pixel * 3 + 3);
        }
        const { map } = await run({ height, width, data });
        const scale = Math.max(maskScale, 1);
        return {
          map,
          mapHeight,
          mapWidth,
          height: height * scale,
          width: width * scale,
          defective: (row, column) => marks?.(Math.floor(row / scale), Math.floor(column / scale)) === true,
          inspected: inspected ?? (() => true),
        };
      }),
    );
    const expected = referenceFigures(pictures, 0.3);
    expect(expected.regions).toBe(regions);
    expect(result.notes).toEqual([]);
    expect(result.regionsByKind).toMatchObject([{ group: 'flaw', regions }]);
    expect(result.pixelAuroc).toBeCloseTo(expected.auroc, 4);
    expect(result.auPro).toBeCloseTo(expected.auPro, 3);
  });
});
