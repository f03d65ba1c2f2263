import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../../../scripts/setup/chromium.mjs';

/** What every browser of the benchmarks is started with. */
export const browserArguments = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] as const;

/** The path of this machine's Chromium. @throws Error if there is none */
export function chromiumProgram(): string {
  const program = findChromium();
  if (program === undefined) throw new Error('There is no Chromium: npm test installs one');
  return program;
}

/** A Chromium without a window. @throws Error if there is none on this machine */
export function launchBrowser(...args: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumProgram(), args: [...browserArguments, ...args] });
}
