import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { longestPage } from '../../src/shared/contract/log.ts';
import { writeLogHome } from './support/log-home.ts';
import { lengthenLog } from './support/long-log.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

const count = 100_000;

/** Scrolls from top to end. @param steps number of steps @returns the longest time between two frames, milliseconds */
function scrollThrough(scroller: Locator, steps: number): Promise<number> {
  return scroller.evaluate(async (element, all) => {
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    let longest = 0;
    let before = await frame();
    for (let step = 1; step <= all; step++) {
      element.scrollTop = ((element.scrollHeight - element.clientHeight) * step) / all;
      const now = await frame();
      longest = Math.max(longest, now - before);
      before = now;
    }
    return longest;
  }, steps);
}

async function shownId(page: Page): Promise<number> {
  return Number(await page.getByTestId('entry-detail').getAttribute('data-id'));
}

test('a log of 100,000 entries scrolls as one, as pictures and as rows', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const log = await writeLogHome(home, '曲奇 Cookie', Date.now());
  lengthenLog(home, count);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-review').click();
  await expect(page.getByTestId('entry-count')).toContainText('100');
  const gallery = page.getByTestId('gallery');
  const pictures = page.getByTestId('entry').locator('img');
  await expect(pictures.first()).toBeVisible();
  expect(await pictures.count()).toBeLessThan(120);
  await photograph(page, 'review-gallery');

  // This only checks that the window does not hang; `npm run bench -- browse` measures the time of frames.
  await expect(page.getByTestId('entry').first()).toHaveAttribute('aria-setsize', String(count));
  expect(await scrollThrough(gallery, 200)).toBeLessThan(5000);
  const first = await running.client.log.list({});
  const ids = [...first.ids];
  for (let { length } = ids; length === longestPage;) {
    const further = await running.client.log.list({ after: ids.at(-1), newest: first.newest });
    ids.push(...further.ids);
    ({ length } = further.ids);
  }
  expect(ids).toHaveLength(count);
  const last = page.locator(`#entry-${ids.at(-1)}`);
  await expect(last).toHaveAttribute('data-testid', 'entry');
  await expect(last).toHaveAttribute('aria-posinset', String(count));
  expect(await pictures.count()).toBeLessThan(120);

  await last.click();
  expect(await shownId(page)).toBe(ids.at(-1));
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => shownId(page)).toBe(ids.at(-2));
  await page.keyboard.press('Home');
  await expect.poll(() => shownId(page)).toBe(ids[0]);
  await expect(page.locator(`#entry-${ids[0]}`)).toBeInViewport();
  await page.keyboard.press('End');
  await expect(last).toBeInViewport();

  await page.getByTestId('layout-table').click();
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('aria-rowindex', String(count + 1));
  await expect(page.getByTestId('entry-table')).toHaveAttribute('aria-rowcount', String(count + 1));
  const heights = await page.getByTestId('entry').evaluateAll((rows) => rows.map((row) => row.clientHeight));
  expect(new Set(heights).size).toBe(1);
  await photograph(page, 'review-table');
  await expectOrderly(page);
  expect(await scrollThrough(page.getByTestId('entry-table').locator('..'), 200)).toBeLessThan(5000);

  // After a decision the entry keeps its place, even if it no longer matches the filter.
  await page.getByTestId('layout-gallery').click();
  await page.getByTestId('detail-close').click();
  await page.getByTestId('filter-decision').selectOption('undecided');
  await expect(page.getByTestId('entry-count')).not.toContainText('100');
  const undecided = await running.client.log.list({ filter: { decision: 'undecided' } });
  await page.locator(`#entry-${undecided.ids[4]}`).click();
  await page.keyboard.press('g');
  await expect(page.locator(`#entry-${undecided.ids[4]}`)).toHaveAttribute('data-decision', 'good');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => shownId(page)).toBe(undecided.ids[5]);
  expect(log.entries).toBeGreaterThan(0);
});
