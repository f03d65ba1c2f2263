import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTraits } from '../../src/main/datasets/check/compute-traits.ts';
import type { TraitsComputer } from '../../src/main/datasets/check/compute-traits.ts';
import { nearDuplicates } from '../../src/main/datasets/check/near-duplicates.ts';
import { findOutliers } from '../../src/main/datasets/check/outliers.ts';
import { grid, packTraits, unpackTraits } from '../../src/main/datasets/check/traits.ts';
import type { Traits } from '../../src/main/datasets/check/traits.ts';
import { backboneFile, program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { readImageFile } from '../../src/main/images/read-image-file.ts';
import { areaMask, wholePicture } from '../../src/shared/domain/region.ts';
import { copiesOf } from '../support/picture-copies.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';

const everywhere = areaMask(wholePicture, grid, grid);

async function traitsIn(computer: TraitsComputer, folder: string, most: number): Promise<Traits[]> {
  const traits: Traits[] = [];
  for (const name of readdirSync(folder).toSorted().slice(0, most)) {
    const { frame } = await readImageFile(join(folder, name));
    traits.push(unpackTraits(packTraits(await computer.of(frame))));
  }
  return traits;
}

/** `leastFound`: smuggled defects, one at a time, that must stand out; `mostGood`: good images that may stand out wrongly. */
const sets = [
  { set: 'cookie', kind: 'crack', leastFound: 11, mostGood: 3 },
  { set: 'composite_tape', kind: 'defective', leastFound: 11, mostGood: 5 },
] as const;

describe.skipIf(!hasStationData)(`what is odd among real images ${needsStationData}`, () => {
  it.each(sets)(
    '$set: a defect among the good images stands out',
    async ({ set, kind, leastFound, mostGood }) => {
      const computer = await openTraits(backboneFile(resourcesFolder(program())));
      const good = await traitsIn(computer, join(stationData, set, 'train', 'good'), 100);
      const defects = await traitsIn(computer, join(stationData, set, 'test', kind), 12);
      const pairs = nearDuplicates(good);
      const found = defects.filter((defect) => {
        const images = [...good, defect];
        return findOutliers(images, everywhere, nearDuplicates(images)).some(
          ({ index }) => index === good.length,
        );
      });
      const falsely = findOutliers(good, everywhere, pairs);
      console.log(
        `${set}: ${found.length} of ${defects.length} defects, ${falsely.length} of ${good.length} good`,
      );
      expect(found.length).toBeGreaterThanOrEqual(leastFound);
      expect(falsely.length).toBeLessThanOrEqual(mostGood);
      await computer.release();
    },
  );

  it('copies of a biscuit are found, other biscuits are not', async () => {
    const computer = await openTraits(backboneFile(resourcesFolder(program())));
    const folder = join(stationData, 'cookie', 'train', 'good');
    const good = await traitsIn(computer, folder, 31);
    // These two files show the same biscuit twice.
    const [twice, ...others] = nearDuplicates(good);
    const names = readdirSync(folder).toSorted();
    expect(twice?.map((index) => names[index])).toEqual(['normal-1.jpg', 'normal-2.jpg']);
    expect(others).toEqual([]);
    const { frame } = await readImageFile(join(folder, names[5] ?? ''));
    for (const [name, copy] of Object.entries(await copiesOf(frame))) {
      const copied = unpackTraits(packTraits(await computer.of(copy)));
      expect(nearDuplicates([...good, copied]), name).toContainEqual([5, good.length]);
    }
    await computer.release();
  });
});
