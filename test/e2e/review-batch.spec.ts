import type { Page } from '@playwright/test';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

const undecided = { filter: { decision: 'undecided' } } as const;

async function openReview(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByTestId('rail-review').click();
  await expect(page.getByTestId('entry').first()).toBeVisible();
}

test('many entries are selected by mouse and keys, decided on at once, and taken back at once', async ({
  logged,
  window,
}) => {
  const { running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await openReview(page, running.address);
  const before = await running.client.log.list(undecided);
  await page.getByTestId('filter-decision').selectOption('undecided');
  await expect(page.getByTestId('entry-count')).toContainText(String(before.total));

  const entries = page.getByTestId('entry');
  const panel = page.getByTestId('batch-panel');
  await entries.nth(0).click({ modifiers: ['Control'] });
  await entries.nth(4).click({ modifiers: ['Shift'] });
  await entries.nth(2).click({ modifiers: ['Control'] });
  await expect(panel).toHaveAttribute('data-count', '4');
  await expect(entries.nth(2)).toHaveAttribute('aria-selected', 'false');
  await expect(entries.nth(3)).toHaveAttribute('aria-selected', 'true');
  await page.getByTestId('batch-cause').fill('Crumb');
  await expectOrderly(page);
  await photograph(page, 'review-batch');
  await page.getByTestId('gallery').press('b');
  await expect(page.getByTestId('toast')).toContainText('4 entries');
  await expect(panel).toBeHidden();
  await expect(entries.nth(0)).toHaveAttribute('data-decision', 'defect');
  await expect(entries.nth(2)).toHaveAttribute('data-decision', 'undecided');
  expect((await running.client.log.list(undecided)).total).toBe((before.total ?? 0) - 4);

  await page.getByTestId('undo').click();
  await expect(entries.nth(0)).toHaveAttribute('data-decision', 'undecided');
  expect(await running.client.log.list(undecided)).toEqual(before);

  await page.getByTestId('gallery').press('Control+a');
  await expect(panel).toHaveAttribute('data-count', String(before.total));
  await page.getByTestId('batch-good').click();
  await expect(page.getByTestId('toast').last()).toContainText(`${before.total} entries`);
  expect((await running.client.log.list(undecided)).total).toBe(0);
});

test('days head the list by time, and not the one by score', async ({ logged, window }) => {
  const { running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await openReview(page, running.address);
  // The log's last entries are of today.
  await expect(page.getByTestId('list-day')).toHaveText('Today');
  await expect(page.getByTestId('day').first()).toBeVisible();
  await page.getByTestId('gallery').press('End');
  await expect(page.getByTestId('list-day')).not.toHaveText('Today');
  await expectOrderly(page);
  await photograph(page, 'review-days');
  await page.getByTestId('layout-table').click();
  await expect(page.getByTestId('list-day')).not.toHaveText('Today');
  await page.getByTestId('order').selectOption('highest-score');
  await expect(page.getByTestId('list-day')).toHaveCount(0);
  await expect(page.getByTestId('day')).toHaveCount(0);
});

test('by touch a long press begins a selection; decided entries go to the test images', async ({
  logged,
  window,
}) => {
  const { log, running } = logged;
  const page = await window({ camera: { kind: 'none' }, context: { hasTouch: true } });
  await openReview(page, running.address);
  await page.getByTestId('layout-table').click();
  const entries = page.getByTestId('entry');
  const panel = page.getByTestId('batch-panel');

  await entries.nth(1).dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true });
  await expect(panel).toHaveAttribute('data-count', '1');
  await entries.nth(1).dispatchEvent('pointerup', { pointerType: 'touch', bubbles: true });
  await entries.nth(1).dispatchEvent('click', { bubbles: true });
  await expect(panel).toHaveAttribute('data-count', '1');
  await expect(entries.nth(1)).toHaveAttribute('aria-selected', 'true');

  await page.getByTestId('batch-clear').click();
  await page.getByTestId('select-mode').click();
  const decided = { filter: { decision: 'defect' } } as const;
  const { total } = await running.client.log.list(decided);
  await page.getByTestId('filter-decision').selectOption('defect');
  await expect(page.getByTestId('entry-count')).toContainText(String(total));
  await page.getByTestId('select-mode').click();
  await entries.nth(0).tap();
  await entries.nth(1).tap();
  await expect(panel).toHaveAttribute('data-count', '2');
  await photograph(page, 'review-batch-table');
  await page.getByTestId('batch-add-to-test').click();
  await expect(page.getByTestId('toast')).toContainText('2 entries in the test images');
  const [product] = await running.client.products.list();
  const counts = await running.client.datasets.counts({ productId: product?.id ?? '' });
  expect(counts.test).toMatchObject({ defective: 2 });
  expect(log.entries).toBeGreaterThan(2);
});

test('an escape among kept good parts is marked, counted, and goes to the test images by one button', async ({
  logged,
  window,
}) => {
  const { log, running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await openReview(page, running.address);
  await page.getByTestId('filter-verdict').selectOption('good');
  await expect(page.getByTestId('entry-count')).toContainText(String(log.kept));
  await page.getByTestId('entry').first().click();
  const detail = page.getByTestId('entry-detail');
  await expect(detail.getByTestId('kept-good-note')).toBeVisible();
  await detail.getByTestId('decision-cause').fill('crack');
  await expect(detail.getByTestId('decide-defect')).toContainText('This was an escape');
  await detail.getByTestId('decide-defect').click();
  await expect(detail.getByTestId('add-to-dataset')).toHaveCount(0);
  await expect(detail.getByTestId('add-to-test')).toHaveText('Add to test images as crack');
  await expectOrderly(page);
  await photograph(page, 'review-escape');
  await detail.getByTestId('add-to-test').click();
  const [product] = await running.client.products.list();
  const productId = product?.id ?? '';
  await expect
    .poll(async () => (await running.client.datasets.counts({ productId })).test)
    .toMatchObject({ defective: 1 });

  await page.getByTestId('tab-statistics').click();
  await expect(page.getByTestId('rate-escapes')).toContainText('1 of 1');
  await expect(page.getByTestId('counted')).toContainText(String(log.inspections));

  // The product's line settings say which good parts are kept.
  await page.getByTestId('rail-train').click();
  await page.getByTestId('line-settings').click();
  await page.getByTestId('kept-draws').check();
  await page.getByTestId('kept-one-in').fill('0');
  await expect(page.getByTestId('line-save')).toBeDisabled();
  await page.getByTestId('kept-one-in').fill('50');
  await page.getByTestId('kept-near').check();
  await expectOrderly(page);
  await photograph(page, 'line-settings-kept-good');
  await page.getByTestId('line-save').click();
  await expect
    .poll(async () => (await running.client.products.list())[0]?.line.keptGood)
    .toEqual({ oneIn: 50, nearLimit: 0.9 });
});
