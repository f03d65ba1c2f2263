import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readTestFolder } from '../support/read-test-folder.ts';
import { decided } from '../support/decided.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trainedOn } from '../support/trained-on.ts';

const instant = { family: 'memory', preset: 'instant' } as const;

/** Copies that many good images of a set into a folder of their own; all of them by default. */
async function goodOf(set: string, count?: number): Promise<{ folder: string; names: string[] }> {
  const folder = join(temporaryFolder(), 'good');
  const from = join(stationData, set, 'train', 'good');
  const names = (await readdir(from)).toSorted().slice(0, count);
  await mkdir(folder);
  for (const name of names) await copyFile(join(from, name), join(folder, name));
  return { folder, names };
}

describe.skipIf(!hasStationData)(`limits of a model ${needsStationData}`, () => {
  it('are not widened by near duplicates: twins that are there, and pictures stored once more', async () => {
    const { folder, names } = await goodOf('cookie');
    for (const name of names.slice(10, 13)) {
      await sharp(join(folder, name))
        .jpeg({ quality: 92 })
        .toFile(join(folder, `again-${name}`));
    }
    const result = await trainedOn(folder, await readTestFolder(join(stationData, 'cookie')), instant);
    const counts = decided(result);
    process.stderr.write(`cookie with duplicates, instant: ${JSON.stringify(counts)}\n`);
    expect(counts.foundAtReview).toBeGreaterThanOrEqual(30);
    expect(counts.foundAtDefect).toBeGreaterThanOrEqual(25);
    expect(counts.goodAtReview).toBeLessThanOrEqual(1);
  }, 600_000);

  it('lose little against the map itself where few defects stand out from the good parts', async () => {
    const { folder } = await goodOf('magnetic_tile', 30);
    const kinds = ['good', 'crack', 'blowhole', 'fray'];
    const all = await readTestFolder(join(stationData, 'magnetic_tile'));
    const tested = kinds.flatMap((kind) => all.filter((image) => image.kind === kind).slice(0, 14));
    const result = await trainedOn(folder, tested, instant);
    const counts = decided(result);
    process.stderr.write(`magnetic_tile with 30 images, instant: ${JSON.stringify(counts)}\n`);
    expect(counts.defective).toBe(42);
    expect(counts.foundAtReview).toBeGreaterThanOrEqual(10);
    expect(counts.goodAtReview).toBeLessThanOrEqual(4);
  }, 600_000);
});
