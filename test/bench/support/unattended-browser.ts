import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserArguments, chromiumProgram } from './browser.ts';

/**
 * A Chromium without a window that nobody watches between two visits. Playwright listens to what a page sends and receives as long as it
 * is there: at a camera's rate, base64 of every frame, through three processes. No operator's window pays for that.
 */
export interface UnattendedBrowser {
  /** Does something with the browser's only page, then leaves it to itself. */
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
        // Lets go of it; the browser runs on.
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
