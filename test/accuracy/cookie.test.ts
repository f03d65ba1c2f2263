import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTestFolder } from '../support/read-test-folder.ts';
import { decided } from '../support/decided.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { trainedOn } from '../support/trained-on.ts';

/**
 * The least figures lie far below those in `docs/results.md` and far above chance: a broken method fails, noise does not. `found…` are
 * the least numbers of found defects, of 32 cracked biscuits, at the model's own limits; of 14 good ones, a few may be rejected.
 */
const trained = [
  {
    family: 'patch',
    preset: 'quick',
    // Half of the default epochs for so many images: less training makes the figures harder to reach.
    epochs: 2,
    least: { imageAuroc: 0.75, pixelAuroc: 0.8, auPro: 0.6, foundAtReview: 5, foundAtDefect: 1 },
    most: { goodAtReview: 4, goodAtDefect: 2 },
  },
  {
    family: 'memory',
    preset: 'thorough',
    least: { imageAuroc: 0.95, pixelAuroc: 0.95, auPro: 0.9, foundAtReview: 30, foundAtDefect: 22 },
    most: { goodAtReview: 1, goodAtDefect: 1 },
  },
  {
    family: 'pyramid',
    preset: 'joined',
    // Two fifths of the default epochs.
    epochs: 120,
    least: { imageAuroc: 0.9, pixelAuroc: 0.95, auPro: 0.88, foundAtReview: 15, foundAtDefect: 3 },
    most: { goodAtReview: 3, goodAtDefect: 2 },
  },
] as const;

describe.skipIf(!hasStationData)(`cookie, what is shipped ${needsStationData}`, () => {
  it.each(trained)(
    'with the preset $preset: finds cracked biscuits and where they are cracked, after a training on good ones alone',
    { timeout: 20 * 60_000 },
    async ({ least, most, ...how }) => {
      const cookie = join(stationData, 'cookie');
      const tested = await readTestFolder(cookie);
      const result = await trainedOn(join(cookie, 'train', 'good'), tested, how);
      const { imageAuroc, pixelAuroc, auPro, msPerImage } = result;
      const counts = decided(result);
      process.stderr.write(
        `cookie, ${how.preset}: ${JSON.stringify({ imageAuroc, pixelAuroc, auPro, msPerImage, ...counts })}\n`,
      );
      expect(result.images).toBe(46);
      expect(imageAuroc).toBeGreaterThan(least.imageAuroc);
      expect(pixelAuroc).toBeGreaterThan(least.pixelAuroc);
      expect(auPro).toBeGreaterThan(least.auPro);
      expect(counts.foundAtReview).toBeGreaterThanOrEqual(least.foundAtReview);
      expect(counts.foundAtDefect).toBeGreaterThanOrEqual(least.foundAtDefect);
      expect(counts.goodAtReview).toBeLessThanOrEqual(most.goodAtReview);
      expect(counts.goodAtDefect).toBeLessThanOrEqual(most.goodAtDefect);
    },
  );
});
