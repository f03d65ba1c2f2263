import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host } from '../../src/main/host/host.ts';
import { openStation } from '../../src/main/station.ts';
import type { Station } from '../../src/main/station.ts';
import type { PlantOptions } from '../../src/main/station/station-options.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export interface StationUnderTest {
  readonly station: Station;
  /** A folder of the test's own that contains the station's home. */
  readonly folder: string;
  /** Unexpected failures from the station's log. */
  readonly bugs: { readonly error: unknown; readonly where: string }[];
}

/** Folder of the assets that ship. */
export const resourcesUnderTest = join(import.meta.dirname, '..', '..', 'resources');

/** Opens a whole station in a new home and closes it with the test, unless the test closed it before. */
export async function openStationUnderTest(
  folder = temporaryFolder(),
  host: Host = headlessHost(),
  plant?: PlantOptions,
): Promise<StationUnderTest> {
  const bugs: StationUnderTest['bugs'] = [];
  const opened = await openStation({
    home: join(folder, 'home'),
    host,
    resources: resourcesUnderTest,
    version: '0.0.0',
    report: (error, where) => void bugs.push({ error, where }),
    sampleCounts: { train: 2, testGood: 2, testPerDefect: 1 },
    plant,
  });
  // A test may close the station earlier, to open it again.
  let closed: Promise<void> | null = null;
  const station: Station = { ...opened, close: () => (closed ??= opened.close()) };
  onTestFinished(() => station.close());
  return { station, folder, bugs };
}
