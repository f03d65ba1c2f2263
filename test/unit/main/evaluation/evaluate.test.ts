import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../../../src/main/evaluation/evaluate.ts';
import { readShownMask } from '../../../../src/main/images/ground-truth.ts';
import { readTestFolder } from '../../../support/read-test-folder.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { evaluationResultSchema } from '../../../../src/shared/contract/models.ts';
import type { Frame } from '../../../../src/shared/domain/frame.ts';
import { greyPng } from '../../../support/grey-png.ts';
import { measuredAt } from '../../../../src/shared/domain/region-profile.ts';
import { ownRegionLimits } from '../../../../src/shared/domain/verdict.ts';
import { tiffOf } from '../../../support/tiff-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const side = 40;
const signal = new AbortController().signal;

const limits = (review: number, defect: number) => ({ review, defect, ...ownRegionLimits });

/** Draws a grey picture. @param spot where a bright square of 10 × 10 pixels begins; null for none */
function picture(spot: number | null): Frame {
  const data = new Uint8Array(side * side * 3).fill(50);
  for (let row = 0; spot !== null && row < 10; row++) {
    data.fill(250, ((spot + row) * side + spot) * 3, ((spot + row) * side + spot + 10) * 3);
  }
  return { width: side, height: side, data };
}

const black = new Uint8Array(side * side * 3);

/** A model with known right answers: the anomaly of a pixel is its brightness. */
function brightness(frame: Frame) {
  const map = new Float32Array(side * side);
  for (let pixel = 0; pixel < map.length; pixel++) map[pixel] = frame.data[pixel * 3] ?? 0;
  return Promise.resolve({ score: Math.max(...map), map, width: side, height: side, runMs: 2 });
}

async function writeSet(folder: string): Promise<void> {
  for (const sub of ['test/good', 'test/spot', 'ground_truth/spot']) {
    mkdirSync(join(folder, sub), { recursive: true });
  }
  for (let index = 0; index < 3; index++) {
    writeFileSync(join(folder, 'test/good', `${index}.png`), await encodePng(picture(null)));
    writeFileSync(join(folder, 'test/spot', `${index}.png`), await encodePng(picture(5 + index * 8)));
    const mask = picture(5 + index * 8).data.map((value) => (value > 100 ? 255 : 0));
    const png = sharp(mask, { raw: { width: side, height: side, channels: 3 } }).png();
    writeFileSync(join(folder, 'ground_truth/spot', `${index}_mask.png`), await png.toBuffer());
  }
}

describe('an evaluation', () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loupe-test-'));
    await writeSet(folder);
    return () => rmSync(folder, { recursive: true });
  });

  it('finds a perfect model perfect, and counts false rejects and escapes at the defect limit', async () => {
    const images = await readTestFolder(folder);
    const seen: number[] = [];
    const parts = { run: brightness, onImage: (done: number) => seen.push(done), signal };
    const result = await evaluate(images, limits(100, 200), parts);
    expect(result).toMatchObject({ images: 6, imageAuroc: 1, pixelAuroc: 1, msPerImage: 2, skipped: [] });
    expect(result.auPro).toBeCloseTo(1, 9);
    expect(result.confusion).toEqual({ truePositives: 3, falseRejects: 0, trueNegatives: 3, escapes: 0 });
    expect(result.bestF1?.f1).toBe(1);
    expect(result.latency).toEqual({ p50: 2, p95: 2, p99: 2 });
    expect(result.regionsByKind).toMatchObject([{ group: 'spot', regions: 3 }]);
    expect(result.proCurve.at(-1)?.falsePositiveRate).toBe(0.3);
    expect(result.proCurve.at(-1)?.overlap).toBeCloseTo(1, 9);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    const careless = await evaluate(images, limits(260, 300), parts);
    expect(careless.confusion.escapes).toBe(3);
    const strict = await evaluate(images, limits(10, 40), parts);
    expect(strict.confusion.falseRejects).toBe(3);
  });

  it('judges by the regions as well, where a smallest area is set', async () => {
    const images = await readTestFolder(folder);
    const parts = { run: brightness, onImage: () => undefined, signal };
    // No score reaches a limit. A spot is 100 of 1600 positions at 250; the ground is at 50.
    const at = (pixelThreshold: number, smallestArea: number) =>
      evaluate(images, { review: 300, defect: 400, pixelThreshold, smallestArea }, parts);
    expect((await at(250, 0)).confusion).toMatchObject({ truePositives: 0, escapes: 3 });
    const found = await at(250, 100 / 1600);
    expect(found.confusion).toEqual({ truePositives: 3, falseRejects: 0, trueNegatives: 3, escapes: 0 });
    expect((await at(250, 101 / 1600)).confusion).toMatchObject({ truePositives: 0, falseRejects: 0 });
    expect((await at(250.5, 0.001)).confusion).toMatchObject({ truePositives: 0 });
    expect((await at(50, 0.001)).confusion).toMatchObject({ truePositives: 3, falseRejects: 3 });

    expect(found.thresholds).toEqual({
      review: 300,
      defect: 400,
      pixelThreshold: 250,
      smallestArea: 100 / 1600,
    });
    expect(found.regionProfile?.cells).toBe(1600);
    // Spots with sides of 10 positions begin at 5, 13 and 21 of 40, on a grid of 32 places: neighbours meet at the corners.
    expect(found.markedPlaces).toMatchObject({ width: 32, height: 32 });
    const markedAt = (place: number): number =>
      found.markedPlaces?.defective[place * 32 + place] ?? Number.NaN;
    expect([3, 4, 10, 11, 16, 24, 25].map(markedAt)).toEqual([0, 1, 2, 2, 2, 1, 0]);
    expect(found.markedPlaces?.good.every((count) => count === 0)).toBe(true);
    const tried = measuredAt(found.scores, found.regionProfile, 250);
    expect(tried.known).toBe(true);
    expect(tried.parts.map(({ defective, largestRegion }) => [defective, largestRegion * 1600])).toEqual(
      images.map(({ defective }) => [defective, defective ? 100 : 0]),
    );
    expect(measuredAt(found.scores, found.regionProfile, 2).parts[0]?.largestRegion).toBe(1);
  });

  it('of before there were limits of the map is read as one judged by its scores', async () => {
    const parts = { run: brightness, onImage: () => undefined, signal };
    const result = await evaluate(await readTestFolder(folder), limits(100, 200), parts);
    const { regionProfile, thresholds, scores, ...rest } = result;
    const old = {
      ...rest,
      thresholds: { review: thresholds.review, defect: thresholds.defect },
      scores: scores.map(({ file, kind, defective, score }) => ({ file, kind, defective, score })),
    };
    const read = evaluationResultSchema.parse(JSON.parse(JSON.stringify(old)));
    expect(regionProfile).not.toBeNull();
    expect(read.thresholds).toEqual({ review: 100, defect: 200, ...ownRegionLimits });
    expect(read.regionProfile).toBeNull();
    expect(measuredAt(read.scores, read.regionProfile, 0.5)).toMatchObject({ known: false });
    expect(evaluationResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it('finds a model that looks away no better than chance', async () => {
    const blind = (frame: Frame) =>
      brightness(frame).then((result) => ({ ...result, score: 1, map: result.map.map(() => 1) }));
    const images = await readTestFolder(folder);
    const result = await evaluate(images, limits(0, 2), { run: blind, onImage: () => undefined, signal });
    expect(result).toMatchObject({ imageAuroc: 0.5, pixelAuroc: 0.5 });
  });

  it('names an image it cannot read and goes on without it', async () => {
    const other = temporaryFolder();
    await writeSet(other);
    writeFileSync(join(other, 'test/good/broken.png'), 'not a picture');
    symlinkSync('gone.png', join(other, 'test/good/leads-nowhere.png'));
    symlinkSync('round.png', join(other, 'test/good/round.png'));
    const images = await readTestFolder(other);
    const parts = { run: brightness, onImage: () => undefined, signal };
    const result = await evaluate(images, limits(100, 200), parts);
    expect(result.images).toBe(6);
    expect(result.skipped).toMatchObject([
      { name: 'test/good/broken.png', message: expect.stringContaining('broken.png') },
      { name: 'test/good/leads-nowhere.png', message: expect.stringContaining('does not exist') },
      { name: 'test/good/round.png', message: expect.stringContaining('links in a circle') },
    ]);
  });

  it('says which pictures it stretches, and which are brighter than the model knows', async () => {
    const other = temporaryFolder();
    await writeSet(other);
    const tall = { width: side, height: 2 * side, data: new Uint8Array(side * side * 6).fill(50) };
    writeFileSync(join(other, 'test/good/tall.png'), await encodePng(tall));
    const deep = new Uint16Array(side * side).fill(5000);
    writeFileSync(
      join(other, 'test/good/deep.tif'),
      tiffOf({ width: side, height: side, data: deep, samples: 1, photometric: 1 }),
    );
    const result = await evaluate(await readTestFolder(other), limits(100, 200), {
      run: brightness,
      onImage: () => undefined,
      signal,
      trained: { sizes: [{ width: 200, height: 200 }] },
      sampleBits: 12,
    });
    expect(result.notes).toEqual([
      { code: 'shapeDiffers', count: 1, items: [{ name: 'test/good/tall.png', detail: '40 × 80' }] },
      { code: 'sampleBits', count: 1, items: [{ name: 'test/good/deep.tif', detail: '12 bit' }] },
      { code: 'samplesCut', count: 1, items: [{ name: 'test/good/deep.tif', detail: '5000 > 4095' }] },
    ]);
  });

  it('keeps a picture whose mask cannot be used, and says why', async () => {
    const other = temporaryFolder();
    await writeSet(other);
    writeFileSync(join(other, 'ground_truth/spot/0_mask.png'), 'not a picture');
    const grey = (width: number, value: number) =>
      sharp({ create: { width, height: side, channels: 3, background: { r: value, g: value, b: value } } })
        .png()
        .toBuffer();
    writeFileSync(join(other, 'ground_truth/spot/1_mask.png'), await grey(side, 0));
    writeFileSync(join(other, 'ground_truth/spot/2_mask.png'), await grey(2 * side, 255));
    const parts = { run: brightness, onImage: () => undefined, signal };
    const result = await evaluate(await readTestFolder(other), limits(100, 200), parts);
    expect(result).toMatchObject({ images: 6, imageAuroc: 1, pixelAuroc: null, auPro: null, skipped: [] });
    expect(result.notes).toEqual([
      { code: 'masksUnreadable', count: 1, items: [{ name: 'test/spot/0.png', detail: expect.any(String) }] },
      { code: 'masksShape', count: 1, items: [{ name: 'test/spot/2.png', detail: '80 × 40 ≠ 40 × 40' }] },
      { code: 'masksEmpty', count: 1, items: [{ name: 'test/spot/1.png', detail: '' }] },
    ]);
  });

  it('unites the masks of a picture’s folder, and says what contradicts a label', async () => {
    const other = temporaryFolder();
    await writeSet(other);
    const truth = join(other, 'ground_truth');
    mkdirSync(join(truth, 'spot/0'));
    mkdirSync(join(truth, 'good'));
    const masked = (name: string): string => join(truth, 'spot', name);
    copyFileSync(masked('1_mask.png'), join(truth, 'good/2_mask.png'));
    writeFileSync(join(truth, 'good/1_mask.png'), await encodePng({ ...picture(null), data: black }));
    copyFileSync(masked('2_mask.png'), masked('0/001.png'));
    renameSync(masked('0_mask.png'), masked('0/000.png'));
    copyFileSync(join(other, 'test/good/0.png'), join(other, 'test/spot/9.png'));
    const turned = sharp(join(folder, 'test/spot/2.png')).withMetadata({ orientation: 6 });
    writeFileSync(join(other, 'test/spot/2.png'), await turned.png().toBuffer());
    copyFileSync(masked('1_mask.png'), masked('9_mask.png'));
    const parts = { run: brightness, onImage: () => undefined, signal };
    const result = await evaluate(await readTestFolder(other), limits(100, 200), parts);
    // The first picture shows only one of its two spots.
    expect(result.regionsByKind).toMatchObject([{ group: 'spot', regions: 5 }]);
    expect(result.scores.map(({ maskFile }) => maskFile)).toContain('ground_truth/spot/0');
    expect(result.notes).toEqual([
      { code: 'labelsDiffer', count: 1, items: [{ name: 'test/spot/9.png', detail: 'test/good/0.png' }] },
      { code: 'masksOnGood', count: 1, items: [{ name: 'test/good/2.png', detail: '' }] },
      { code: 'masksTurned', count: 1, items: [{ name: 'test/spot/2.png', detail: '' }] },
    ]);
  });

  it('counts nothing outside the inspected area, and says where all marks lie outside', async () => {
    const images = await readTestFolder(folder);
    const parts = { run: brightness, onImage: () => undefined, signal };
    // The first spot covers 5 … 14, the second 13 … 22, the third 21 … 30.
    const area = { region: { x: 0.5, y: 0.5, width: 0.5, height: 0.5 }, exclusions: [] };
    const result = await evaluate(images, limits(100, 200), { ...parts, area });
    expect(result.regionsByKind).toMatchObject([{ group: 'spot', regions: 2 }]);
    expect(result.notes).toMatchObject([{ code: 'masksOutside', items: [{ name: 'test/spot/0.png' }] }]);
  });

  it('gives image figures alone where there is no ground truth', async () => {
    const other = temporaryFolder();
    await writeSet(other);
    const images = (await readTestFolder(other)).map((image) => ({ ...image, maskPath: null }));
    const parts = { run: brightness, onImage: () => undefined, signal };
    const result = await evaluate(images, limits(100, 200), parts);
    expect(result).toMatchObject({ imageAuroc: 1, pixelAuroc: null, auPro: null });
  });

  it.each([8, 16] as const)('measures grey images and masks of %i bits as it does colour', async (bits) => {
    const other = temporaryFolder();
    await writeSet(other);
    const parts = { run: brightness, onImage: () => undefined, signal };
    const colour = await evaluate(await readTestFolder(other), limits(100, 200), parts);
    for (const { path, maskPath } of await readTestFolder(other)) {
      for (const file of [path, maskPath].filter((one) => one !== null)) {
        const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
        const grey = data.filter((_, at) => at % info.channels === 0);
        writeFileSync(file, await greyPng(grey, info.width, bits));
      }
    }
    const grey = await evaluate(await readTestFolder(other), limits(100, 200), parts);
    expect(grey).toEqual({ ...colour, dataSha256: grey.dataSha256 });
    expect(grey.auPro).toBeCloseTo(1, 9);
  });

  it('says what layout it takes when a folder has another', async () => {
    await expect(readTestFolder(temporaryFolder())).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('test/good'),
    });
  });

  it('stops when it is cancelled', async () => {
    const images = await readTestFolder(folder);
    const parts = { run: brightness, onImage: () => undefined, signal: AbortSignal.abort() };
    await expect(evaluate(images, limits(1, 2), parts)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});

describe('a ground-truth mask', () => {
  it('keeps a thin crack whole in a picture that is smaller', async () => {
    const path = join(temporaryFolder(), 'mask.png');
    const line = new Uint8Array(64 * 64).map((_, index) => (index % 64 === 33 ? 255 : 0));
    writeFileSync(path, await greyPng(line, 64, 8));
    const shown = await readShownMask(path, 32, 32);
    const rows = Array.from({ length: 32 }, (_, row) => shown.subarray(row * 32, (row + 1) * 32).includes(1));
    expect(rows.every(Boolean)).toBe(true);
    expect(shown.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(64);
  });
});
