import { _electron as electron } from '@playwright/test';
import type { Page } from '@playwright/test';
import { electronEnvironment } from '../../../scripts/setup/electron-binary.mjs';
import { cameraArguments, watchFailures } from './browser-window.ts';
import type { FakeCamera } from './browser-window.ts';
import { built } from './running-station.ts';

/** Path of Electron's program; undefined if `npm test` found none. */
export const desktopProgram = process.env['LOUPE_ELECTRON'];

/** Reason why the desktop's specs are skipped. */
export const desktopMissing = process.env['LOUPE_ELECTRON_MISSING'] ?? 'LOUPE_ELECTRON names no program';

export interface DesktopWindow {
  readonly page: Page;
  readonly failures: readonly string[];
  close(): Promise<void>;
}

/** Starts the built desktop, station and window in one program. */
export async function openDesktopWindow(home: string, camera: FakeCamera): Promise<DesktopWindow> {
  if (desktopProgram === undefined) throw new Error(desktopMissing);
  const application = await electron.launch({
    executablePath: desktopProgram,
    args: [...cameraArguments(camera), built.root],
    // Keep the sandbox as `npm start` does; Playwright disables it by default.
    chromiumSandbox: true,
    env: { ...inherited(), STATION_HOME: home },
  });
  const page = await application.firstWindow();
  await page.setViewportSize({ width: 1280, height: 800 });
  return { page, failures: watchFailures(page), close: () => application.close() };
}

function inherited(): Record<string, string> {
  const known: Record<string, string> = {};
  for (const [name, value] of Object.entries(electronEnvironment())) {
    if (value !== undefined) known[name] = value;
  }
  return known;
}
