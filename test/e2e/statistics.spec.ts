import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { usualLane } from '../../src/shared/domain/lanes.ts';
import { seenIn } from '../../src/shared/domain/bucket-sums.ts';
import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { weekdayOf } from '../../src/shared/domain/time-buckets.ts';
import { ownTimeZone } from '../../src/shared/domain/time-zone.ts';
import { readPdf } from '../support/read-pdf.ts';
import { photograph } from './support/photograph.ts';
import type { RunningStation } from './support/running-station.ts';
import { expect, test } from './support/test.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** Returns whether a chart's canvas shows more than its background. */
async function isDrawn(page: Page, chart: string): Promise<boolean> {
  return page
    .getByTestId(chart)
    .locator('canvas')
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return false;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return new Set(new Uint32Array(Uint8ClampedArray.from(pixels).buffer)).size > 10;
    });
}

async function openStatistics(page: Page, station: RunningStation): Promise<void> {
  await page.goto(station.address);
  await page.getByTestId('rail-review').click();
  await page.getByTestId('tab-statistics').click();
  await expect(page.getByTestId('yield-chart')).toBeVisible();
}

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await page.getByTestId(button).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

for (const viewport of sizes) {
  test(`charts are drawn, and a click leads to the log of that time, at ${viewport.width}`, async ({
    logged,
    window,
  }) => {
    const { log, running } = logged;
    const page = await window({ camera: { kind: 'none' }, context: { viewport } });
    await openStatistics(page, running);
    await expect(page.getByTestId('drift-choose')).toBeVisible();
    await page.getByTestId('statistics-product').selectOption({ label: log.product });
    await expect(page.getByTestId('drift-chart')).toBeVisible();
    await expect(page.getByTestId('counted')).toContainText(String(log.inspections));
    await expect.poll(() => isDrawn(page, 'yield-chart')).toBe(true);
    await expect.poll(() => isDrawn(page, 'drift-chart')).toBe(true);
    await expect(page.getByTestId('drift-signals')).toContainText('beyond 3 sigma');
    await expect(page.getByTestId('cause').first()).toContainText('划痕');
    await expect(page.getByTestId('causes-undecided')).toBeVisible();
    await expect(page.getByTestId('rate-falseRejects')).toContainText('–');
    await photograph(page, `statistics-${viewport.width}`);
    await page.getByTestId('drift').scrollIntoViewIfNeeded();
    await photograph(page, `statistics-${viewport.width}-below`);

    await page.reload();
    await expect(page.getByTestId('statistics-product')).toHaveValue(/.+/);
    await expect(page.getByTestId('drift-chart')).toBeVisible();

    const timeZone = ownTimeZone();
    const overview = await running.client.statistics.overview({ filter: {}, timeZone });
    const [, second] = overview.buckets;
    if (!second) throw new Error('The log covers one day only');
    const over = page.getByTestId('yield-chart').getByRole('slider');
    const box = await over.boundingBox();
    if (!box) throw new Error('The chart has no place');
    // The labels of the axes take 56 pixels at each side.
    const at = { x: 56 + ((box.width - 112) * 1.5) / overview.buckets.length, y: box.height / 2 };
    await over.hover({ position: at });
    await expect(over.locator('> div').first()).toHaveCSS('cursor', 'pointer');
    await expect(page.getByTestId('yield-words')).toContainText(`${second.entries} in the log`);
    await over.click({ position: at });
    await expect(page.getByTestId('review-view')).toBeVisible();
    await expect(page.getByTestId('filter-time')).toHaveValue('custom');
    await expect(page.getByTestId('entry-count')).toContainText(String(second.entries));

    await page.getByTestId('tab-statistics').click();
    await expect(page.getByTestId('drift-chart')).toBeVisible();
    // Do the same with keys only.
    await over.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByTestId('yield-words')).toContainText(`${second.entries} in the log`);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('entry-count')).toContainText(String(second.entries));

    await page.getByTestId('tab-statistics').click();
    await expect(page.getByTestId('drift-chart')).toBeVisible();
    // A cause leads to what people decided so; Tab and Enter do it, too.
    const cause = page.getByTestId('cause').first();
    const entries = await cause.locator('.number').first().textContent();
    await page.getByTestId('causes-good').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('filter-cause')).toHaveValue('划痕');
    await expect(page.getByTestId('filter-decision')).toHaveValue('defect');
    await expect(page.getByTestId('entry-count')).toContainText(entries ?? 'no count');

    await page.getByTestId('tab-statistics').click();
    await expect(page.getByTestId('drift-chart')).toBeVisible();
    await page.getByTestId('yield-table').click();
    await page.getByTestId('open-bucket').first().click();
    await expect(page.getByTestId('entry-count')).toContainText(String(overview.buckets[0]?.entries));
  });
}

test('figures are those of one lane where it is chosen, and so is the log behind them', async ({
  logged,
  window,
}) => {
  const { running } = logged;
  await running.client.lanes.add({ ...usualLane(2), name: 'Side' });
  const page = await window({ camera: { kind: 'none' } });
  await openStatistics(page, running);
  await page.getByTestId('statistics-lane').selectOption('2');
  await expect(page.getByTestId('empty-state')).toBeVisible();
  await page.reload();
  await expect(page.getByTestId('statistics-lane')).toHaveValue('2');
  await page.getByTestId('statistics-lane').selectOption('1');
  await expect(page.getByTestId('yield-chart')).toBeVisible();
  await page.getByTestId('yield-table').click();
  await page.getByTestId('open-bucket').first().click();
  await expect(page.getByTestId('filter-lane')).toHaveValue('1');
});

test('figures are narrowed by source, cause and day of the week; the control chart shows T1 and T2', async ({
  logged,
  window,
}) => {
  const { log, running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await openStatistics(page, running);
  await page.getByTestId('statistics-product').selectOption({ label: log.product });
  await expect(page.getByTestId('drift-in-force')).toContainText('T1 2.50, T2 4.00');
  await page.getByTestId('statistics-source').selectOption('push');
  await expect(page.getByTestId('empty-state')).toBeVisible();
  await page.getByTestId('statistics-source').selectOption('watched-folder');
  await page.getByTestId('statistics-cause').fill('Dent');
  await page.getByTestId('statistics-cause').blur();
  await expect(page.getByTestId('cause')).toHaveCount(1);
  await page.getByTestId('yield-table').click();
  await page.getByTestId('open-bucket').first().click();
  await expect(page.getByTestId('filter-cause')).toHaveValue('Dent');
  await expect(page.getByTestId('filter-source')).toHaveValue('watched-folder');
  await page.goBack();

  const timeZone = ownTimeZone();
  const today = weekdayOf(Date.now(), timeZone);
  await page.getByTestId('statistics-weekday').selectOption(String(today));
  await expect(page.getByTestId('weekday-note')).toBeVisible();
  await expect(page.getByTestId('export-report')).toBeDisabled();
  const { buckets } = await running.client.statistics.overview({ filter: { weekday: today }, timeZone });
  await expect(page.getByTestId('counted')).toContainText(`${arrivedIn(seenIn(buckets).parts)} part`);
  await photograph(page, 'statistics-weekday');
});

test('the log is saved as CSV', async ({ logged, window }) => {
  const { log, running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await openStatistics(page, running);
  const { name, bytes } = await saved(page, 'export-log');
  expect(name).toMatch(/^loupe-log-.*\.csv$/);
  const text = bytes.toString('utf8');
  expect(text.startsWith('\uFEFFentry,time_local,')).toBe(true);
  expect(text.match(/^\d+,/gm)).toHaveLength(log.entries);
  expect(text).toContain(`"'=checked, twice"`);
});

test('a report is saved as PDF, in the language of its reader', async ({ logged, window }) => {
  const { log, running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await openStatistics(page, running);
  await page.getByTestId('statistics-product').selectOption({ label: log.product });
  await page.getByTestId('export-report').click();
  await page.getByTestId('report-entries').fill('1001');
  await expect(page.getByTestId('report-entries-problem')).not.toBeEmpty();
  await expect(page.getByTestId('report-write')).toBeDisabled();
  await page.getByTestId('report-entries').fill('6');
  await expect(page.getByTestId('report-language')).toHaveValue('en');
  await page.getByTestId('report-language').selectOption('de');
  await photograph(page, 'report-dialog');
  const { name, bytes } = await saved(page, 'report-write');
  expect(name).toMatch(/^loupe-report-.*\.pdf$/);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const pdf = readPdf(bytes);
  expect(pdf.pages).toBeGreaterThanOrEqual(3);
  expect(pdf.pictures).toBe(12);
  expect(pdf.text[0]).toContain('Prüfbericht');
  expect(pdf.text[0]).toContain(log.product);
  expect(pdf.text.at(-1)).toContain(`Seite ${pdf.pages} von ${pdf.pages}`);
  expect(pdf.text.join('')).toContain(`Gezeigt: 6 von ${log.entries}`);
});

test('in every language, by day and by night; with nothing inspected it says the next step', async ({
  logged,
  window,
}) => {
  const { log, running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await openStatistics(page, running);
  await page.getByTestId('statistics-product').selectOption({ label: log.product });
  for (const [locale, theme] of [
    ['de', 'light'],
    ['zh-CN', 'dark'],
  ]) {
    await page.evaluate((choices) => localStorage.setItem('loupe.preferences', JSON.stringify(choices)), {
      locale,
      theme,
    });
    await page.reload();
    await expect(page.getByTestId('drift-chart')).toBeVisible();
    await photograph(page, `statistics-${locale}`);
    await page.getByTestId('drift').scrollIntoViewIfNeeded();
    await photograph(page, `statistics-${locale}-below`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  }
  await page.getByTestId('statistics-time').selectOption('custom');
  await page.getByTestId('statistics-to').fill('2020-01-01T00:00');
  await page.getByTestId('statistics-to').blur();
  await expect(page.getByTestId('empty-state')).toBeVisible();
  await page.getByTestId('statistics-all').click();
  await expect(page.getByTestId('yield-chart')).toBeVisible();
});
