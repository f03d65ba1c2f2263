import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Folder of real images: `STATION_DATA`, else `../shared/data` beside the project. */
export const stationData = resolve(projectRoot, process.env['STATION_DATA'] ?? '../shared/data');

/** Folder of reference values: `STATION_FIXTURES`, else `../shared/fixtures` beside the project. */
export const stationFixtures = resolve(projectRoot, process.env['STATION_FIXTURES'] ?? '../shared/fixtures');

export const hasStationData = existsSync(join(stationData, 'cookie/train/good'));
export const hasStationFixtures = existsSync(join(stationFixtures, 'metrics/expected.json'));

/** For the names of tests that are skipped without real images. */
export const needsStationData = 'needs real images in STATION_DATA';
/** For the names of tests that are skipped without reference values. */
export const needsStationFixtures = 'needs reference values in STATION_FIXTURES';
