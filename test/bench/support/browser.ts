import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../../../scripts/setup/chromium.mjs';

/** Arguments of every browser in the benchmarks. */
export const browserArguments = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] as const;

/** Returns the path of this machine's Chromium. @throws Error if there is none */
export function chromiumProgram(): string {
  const program = findChromium();
  if (program === undefined) throw new Error('There is no Chromium: npm test installs one');
  return program;
}

/** Starts a headless Chromium. @throws Error if there is none on this machine */
export function launchBrowser(...args: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumProgram(), args: [...browserArguments, ...args] });
}
