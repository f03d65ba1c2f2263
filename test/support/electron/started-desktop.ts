import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { startDesktop } from '../../../src/main/electron/start-desktop.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { app } from './app.ts';
import { launch } from './launch.ts';
import { noted } from './record.ts';

/** Starts the desktop and ends it with the test. Resolves when Electron is ready or the program has ended. */
export async function startedDesktop(home = join(temporaryFolder(), 'home')): Promise<{ home: string }> {
  const exceptions = process.listeners('uncaughtException');
  const rejections = process.listeners('unhandledRejection');
  vi.stubEnv('STATION_HOME', home);
  onTestFinished(async () => {
    if (!app.hasEnded) app.quit();
    await app.ended;
    vi.unstubAllEnvs();
    // Remove the program's handlers of uncaught failures: they would hide failures of the test runner, which shares its process.
    for (const listener of process.listeners('uncaughtException')) {
      if (!exceptions.includes(listener)) process.off('uncaughtException', listener);
    }
    for (const listener of process.listeners('unhandledRejection')) {
      if (!rejections.includes(listener)) process.off('unhandledRejection', listener);
    }
  });
  await launch(startDesktop);
  return { home };
}

/** Resolves once the program has made a call to Electron that starts with these words. */
export async function asked(words: string): Promise<void> {
  await vi.waitUntil(() => noted().some((line) => line.startsWith(words)), 20_000);
}
