import { describe, expect, test } from 'vitest';
import { killPlant } from '../support/plant/kill-plant.ts';
import { natsMissing } from '../support/plant/plant-host.ts';
import { postgresqlMissing } from '../support/plant/postgresql.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const [kills, seed] = [5, 3];
const kinds = [
  { database: 'embedded', missing: natsMissing },
  { database: 'postgresql', missing: natsMissing || postgresqlMissing },
] as const;

describe.each(kinds)('with a log $database', ({ database, missing }) => {
  test.skipIf(missing !== '')(
    'whoever is killed, each part of the stations is at the plant, once, in their order',
    { timeout: 600_000 },
    async () => {
      const result = await killPlant({ kills, seed, database, folder: temporaryFolder() });
      const again = `npm run chaos -- --plant --database ${database} --kills ${kills} --seed ${seed}`;
      expect(result.faults, `Once more: ${again}`).toEqual([]);
      expect(result.atPlant).toBe(result.parts);
      expect(result.parts).toBeGreaterThan(kills);
    },
  );
});
