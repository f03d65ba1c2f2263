import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserArguments, chromiumProgram } from './browser.ts';

/**
 * A headless Chromium without an observer between two visits. While Playwright is connected, it listens to all traffic
 * of a page: at a camera's rate, base64 of every frame, through three processes. An operator's window has no such load.
 */
export interface UnattendedBrowser {
  /** Runs work with the browser's only page, then disconnects. */
  visit<T>(work: (page: Page) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const announcement = /DevTools listening on (ws:\S+)/;

/** @throws Error if there is no Chromium on this machine, or it does not start */
export async function openUnattendedBrowser(
  { width, height }: { readonly width: number; readonly height: number },
  ...args: readonly string[]
): Promise<UnattendedBrowser> {
  const program = chromiumProgram();
  const profile = await mkdtemp(join(tmpdir(), 'loupe-browser-'));
  const child = spawn(
    program,
    [
      ...['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`],
      ...[...browserArguments, '--no-first-run', `--window-size=${width},${height}`, '--lang=en-GB'],
      ...[...args, 'about:blank'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = announcement.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error(`Chromium did not start: ${said}`)));
    child.once('error', reject);
  });
  return {
    async visit(work) {
      const browser = await chromium.connectOverCDP(address);
      try {
        const page = browser.contexts()[0]?.pages()[0];
        if (!page) throw new Error('The browser has no page');
        return await work(page);
      } finally {
        // Disconnects; the browser keeps running.
        await browser.close();
      }
    },
    async close() {
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
