import { expect, test } from 'vitest';
import { killPlant } from '../support/plant/kill-plant.ts';
import { natsMissing } from '../support/plant/plant-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const [kills, seed] = [6, 3];

test.skipIf(natsMissing !== '')(
  'server, host and stations are killed at random: each part of the stations is at the plant, once',
  async () => {
    const result = await killPlant({ kills, seed, folder: temporaryFolder() });
    expect(result.faults, `Once more: npm run chaos -- --plant --kills ${kills} --seed ${seed}`).toEqual([]);
    expect(result.atPlant).toBe(result.parts);
    expect(result.parts).toBeGreaterThan(kills);
  },
  600_000,
);
