import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { launchBrowser } from './support/browser.ts';
import { writeLogHome } from '../e2e/support/log-home.ts';
import { lengthenLog } from '../e2e/support/long-log.ts';
import { startStation } from '../e2e/support/running-station.ts';
import { watchInput } from './support/input-times.ts';
import { report, say } from './support/report.ts';
import { quantiles } from './support/timing.ts';

/**
 * Simulates a reviewer with a long log, in a browser against the built station (`npm start` builds it). Measures the
 * frame times while the whole log scrolls past, as gallery and as table, and the time from a key or click to the next
 * picture on the screen, by the browser's own event timing. Goals: no frame longer than 250 ms, reaction to input
 * within 100 ms. Options: `--entries N`, `--quick`.
 */
const { values: options } = parseArgs({
  options: { entries: { type: 'string', default: '100000' }, quick: { type: 'boolean', default: false } },
});
const entries = Number(options.entries);
const presses = options.quick ? 20 : 100;
const scrollSteps = options.quick ? 200 : 1000;
const goals = { longestFrame: 250, reaction: 100 };

const folder = await mkdtemp(join(tmpdir(), 'loupe-browse-'));
try {
  const home = join(folder, 'home');
  say(`Writing a log of ${entries} entries`);
  await writeLogHome(home, 'Product', Date.now());
  lengthenLog(home, entries);
  const station = await startStation({ home });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    await page.goto(station.address);
    await page.getByTestId('rail-review').click();
    await page.getByTestId('entry').locator('img').first().waitFor();
    describe(await measure(page));
  } finally {
    await browser.close();
    await station.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

interface Measured {
  readonly name: string;
  readonly unit: 'frame' | 'reaction';
  readonly times: readonly number[];
}

async function measure(page: Page): Promise<Measured[]> {
  const found: Measured[] = [];
  const add = (name: string, unit: Measured['unit'], times: readonly number[]): void => {
    found.push({ name, unit, times });
  };
  say('Scrolling the pictures');
  add('gallery, frame while scrolling', 'frame', await scrollThrough(page.getByTestId('gallery')));
  const input = await watchInput(page);
  await page.getByTestId('gallery').evaluate((gallery) => gallery.scrollTo({ top: 0 }));
  await page.getByTestId('entry').first().click();
  await page.getByTestId('entry-detail').waitFor();
  await input.take();
  say('Pressing keys');
  await repeat(presses, () => page.keyboard.press('ArrowRight'));
  add('next entry (→)', 'reaction', await input.take());
  await repeat(presses, (index) => page.keyboard.press(index % 2 === 0 ? 'g' : 'b'));
  add('decision (g, b)', 'reaction', await input.take());
  await repeat(Math.ceil(presses / 5), (index) =>
    page.getByTestId(index % 2 === 0 ? 'layout-table' : 'layout-gallery').click(),
  );
  add('pictures ↔ rows', 'reaction', await input.take());
  await page.getByTestId('layout-table').click();
  say('Scrolling the rows');
  add(
    'table, frame while scrolling',
    'frame',
    await scrollThrough(page.getByTestId('entry-table').locator('..')),
  );
  return found;
}

/** Presses at the pace of a person in a hurry, every quarter of a second. */
async function repeat(count: number, press: (index: number) => Promise<void>): Promise<void> {
  for (let index = 0; index < count; index++) {
    await press(index);
    await setTimeout(250);
  }
}

/** Measures each frame while the list scrolls from top to end, milliseconds. */
function scrollThrough(scroller: Locator): Promise<number[]> {
  return scroller.evaluate(async (element, steps) => {
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    const times: number[] = [];
    let before = await frame();
    for (let step = 1; step <= steps; step++) {
      element.scrollTop = ((element.scrollHeight - element.clientHeight) * step) / steps;
      const now = await frame();
      times.push(now - before);
      before = now;
    }
    return times;
  }, scrollSteps);
}

function describe(found: readonly Measured[]): void {
  const results = found.map(({ name, unit, times }) => {
    const [p50, p95, most] = [0.5, 0.95, 1].map(quantiles(times));
    const goal = unit === 'frame' ? goals.longestFrame : goals.reaction;
    const held = unit === 'frame' ? most : p95;
    return { name, unit, count: times.length, p50, p95, most, goal, met: (held ?? Number.NaN) <= goal };
  });
  report({
    benchmark: 'browse',
    settings: { entries, goals, goalsMet: results.every(({ met }) => met) },
    results,
    table: {
      head: ['What', 'Times', 'p50, ms', 'p95', 'Longest', 'Goal'],
      rows: results.map(({ name, unit, count, p50, p95, most, goal, met }) => [
        name,
        String(count),
        ...[p50, p95, most].map((value) => (value ?? Number.NaN).toFixed(0)),
        `${unit === 'frame' ? 'longest' : 'p95'} ≤ ${goal}: ${met ? 'met' : 'missed'}`,
      ]),
    },
  });
}
