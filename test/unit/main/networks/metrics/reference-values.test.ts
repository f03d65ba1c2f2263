import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auroc } from '../../../../../src/main/networks/metrics/auroc.ts';
import type { ScoredMap } from '../../../../../src/main/networks/metrics/scored-map.ts';
import { labelled } from '../../../../support/labelled.ts';
import { statisticsOf } from '../../../../support/pixel-statistics.ts';
import {
  hasStationFixtures,
  needsStationFixtures,
  stationFixtures,
} from '../../../../support/station-data.ts';

const folder = join(stationFixtures, 'metrics');
const setSchema = z.object({
  name: z.string(),
  shape: z.tuple([z.number(), z.number(), z.number()]),
  labels: z.array(z.number()),
  expected: z.object({
    imageAuroc: z.number(),
    pixelAuroc: z.number(),
    auPro30: z.number(),
    auPro05: z.number(),
  }),
});

function readSets() {
  const sets = z.array(setSchema).parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));
  return sets.map(({ name, shape: [count, height, width], labels, expected }) => {
    const bytes = readFileSync(join(folder, `${name}.maps.f32`));
    const all = new Float32Array(new Uint8Array(bytes).buffer);
    const masks = new Uint8Array(readFileSync(join(folder, `${name}.masks.u8`)));
    const pixels = height * width;
    const maps: ScoredMap[] = Array.from({ length: count }, (_, image) => ({
      scores: all.subarray(image * pixels, (image + 1) * pixels),
      mask: labels[image] === 1 ? masks.subarray(image * pixels, (image + 1) * pixels) : null,
      height,
      width,
    }));
    return { name, maps, defective: labels.map((label) => label === 1), expected };
  });
}

describe.skipIf(!hasStationFixtures)(
  `metrics equal those of scikit-learn and anomalib (${needsStationFixtures})`,
  () => {
    const sets = hasStationFixtures ? readSets() : [];

    it.each(sets)('image AUROC on $name', ({ maps, defective, expected }) => {
      const scores = maps.map(({ scores }) => scores.reduce((highest, score) => Math.max(highest, score)));
      expect(auroc(labelled(scores, defective))).toBeCloseTo(expected.imageAuroc, 5);
    });

    it.each(sets)('pixel AUROC on $name', ({ maps, expected }) => {
      expect(statisticsOf(maps).auroc()).toBeCloseTo(expected.pixelAuroc, 5);
    });

    it.each(sets)('AU-PRO up to 0.3 and 0.05 on $name', ({ maps, expected }) => {
      const statistics = statisticsOf(maps);
      expect(statistics.auPro(0.3)).toBeCloseTo(expected.auPro30, 4);
      expect(statistics.auPro(0.05)).toBeCloseTo(expected.auPro05, 4);
    });
  },
);
