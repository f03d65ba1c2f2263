import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../../../scripts/setup/chromium.mjs';

/** A Chromium without a window. @throws Error if there is none on this machine */
export function launchBrowser(...args: readonly string[]): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium: npm test installs one');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...args],
  });
}
