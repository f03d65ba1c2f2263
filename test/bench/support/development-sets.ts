import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stationData } from '../../support/station-data.ts';

/** Most of its defects were photographed in another session than its good parts: that they are told apart says nothing. */
const imagesSayNothing: readonly string[] = ['wood_gear'];

/** The sets of STATION_DATA with good images to train and to test. */
export function developmentSets(): string[] {
  return readdirSync(stationData).filter((set) =>
    ['train', 'test'].every((part) => existsSync(join(stationData, set, part, 'good'))),
  );
}

/** How many good images a set has to train with. */
export function trainingImages(set: string): number {
  return readdirSync(join(stationData, set, 'train', 'good')).length;
}

/** Whether a set's image AUROC says anything. */
export function imageAurocCounts(set: string): boolean {
  return !imagesSayNothing.includes(set);
}
