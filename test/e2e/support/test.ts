import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createBrowsers } from './browser-window.ts';
import type { BrowserWindow, FakeCamera, WindowOptions } from './browser-window.ts';
import { writeLogHome, type LogHome } from './log-home.ts';
import { openDesktopWindow } from './desktop-window.ts';
import type { DesktopWindow } from './desktop-window.ts';
import { startStation } from './running-station.ts';
import type { RunningStation, StationStart } from './running-station.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** A new folder, removed when the test has ended. */
  readonly folder: string;
  /** Starts a station and ends it with the test. */
  readonly station: (start: StationStart) => Promise<RunningStation>;
  /** A station with a log of three days, and the log's contents. */
  readonly logged: { readonly log: LogHome; readonly running: RunningStation };
  /** Opens a browser and closes it with the test; errors that its pages report fail the test. */
  readonly window: (options?: WindowOptions) => Promise<Page>;
  /** Starts the desktop on a home and closes it with the test; errors that its page reports fail the test. */
  readonly desktop: (home: string, camera: FakeCamera) => Promise<Page>;
}

interface WorkerFixtures {
  /** The browsers in which windows open; closed with the worker. */
  readonly browsers: ReturnType<typeof createBrowsers>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  browsers: [
    async ({}, use) => {
      const browsers = createBrowsers();
      await use(browsers);
      await browsers.close();
    },
    { scope: 'worker' },
  ],
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'loupe-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  station: async ({}, use, testInfo) => {
    const stations: RunningStation[] = [];
    await use(async (start) => {
      const station = await startStation(start);
      stations.push(station);
      return station;
    });
    for (const station of stations) await station.stop();
    const output = stations.map((station) => station.output()).join('\n');
    await testInfo.attach('station', { body: output, contentType: 'text/plain' });
  },
  logged: async ({ folder, station }, use) => {
    const home = join(folder, 'home');
    const log = await writeLogHome(home, '曲奇 Cookie', Date.now());
    await use({ log, running: await station({ home }) });
  },
  window: async ({ browsers, viewport }, use) => {
    const windows: BrowserWindow[] = [];
    await use(async (options) => {
      const context = { ...(viewport && { viewport }), ...options?.context };
      const window = await browsers.open({ ...options, context });
      windows.push(window);
      return window.page;
    });
    await closeAll(windows);
  },
  desktop: async ({}, use) => {
    const windows: DesktopWindow[] = [];
    await use(async (home, camera) => {
      const window = await openDesktopWindow(home, camera);
      windows.push(window);
      return window.page;
    });
    await closeAll(windows);
  },
});

async function closeAll(windows: readonly (BrowserWindow | DesktopWindow)[]): Promise<void> {
  const failures = windows.flatMap((window) => window.failures);
  for (const window of windows) await window.close();
  base.expect(failures, 'errors that the window reported').toEqual([]);
}
