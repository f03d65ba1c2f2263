import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stationData } from '../../support/station-data.ts';

/** Most defects of these sets were photographed in another session than the good parts, so telling them apart proves nothing. */
const imagesSayNothing: readonly string[] = ['wood_gear'];

/** Lists the sets of STATION_DATA with good images for training and tests. */
export function developmentSets(): string[] {
  return readdirSync(stationData).filter((set) =>
    ['train', 'test'].every((part) => existsSync(join(stationData, set, part, 'good'))),
  );
}

/** Returns a set's number of good training images. */
export function trainingImages(set: string): number {
  return readdirSync(join(stationData, set, 'train', 'good')).length;
}

/** Whether a set's image AUROC is meaningful. */
export function imageAurocCounts(set: string): boolean {
  return !imagesSayNothing.includes(set);
}
