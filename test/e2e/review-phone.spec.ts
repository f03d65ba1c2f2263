import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('on a phone list, entry and filters are pages; decisions lie under the thumb, and a swipe goes on', async ({
  logged,
  window,
}) => {
  const { log, running } = logged;
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const page = await window({ camera: { kind: 'none' }, context });
  await page.goto(running.address);
  await page.getByTestId('rail-review').tap();
  const entries = page.getByTestId('entry');
  await expect(entries.first()).toBeVisible();
  await expectOrderly(page);
  await photograph(page, 'phone-gallery');

  await page.getByTestId('open-filters').tap();
  await page.getByTestId('filter-decision').selectOption('undecided');
  const { ids, total } = await running.client.log.list({ filter: { decision: 'undecided' } });
  await expect(page.getByTestId('filters-done')).toContainText(String(total));
  await expectOrderly(page);
  await photograph(page, 'phone-filters');
  await page.getByTestId('filters-done').tap();
  await expect(page.getByTestId('filters')).toBeHidden();

  await entries.first().tap();
  const detail = page.getByTestId('entry-detail');
  await expect(detail).toHaveAttribute('data-id', String(ids[0]));
  const good = page.getByTestId('decide-good');
  await expect(good).toBeInViewport();
  const box = await good.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(56);
  await expectOrderly(page);
  await expect(detail.getByTestId('picture-pane')).toHaveAttribute('aria-busy', 'false');
  await photograph(page, 'phone-entry');
  await good.tap();
  await expect(page.getByTestId('decision-panel')).toHaveAttribute('data-decision', 'good');

  const wipe = async (from: number, to: number): Promise<void> => {
    const touch = { pointerType: 'touch', isPrimary: true, pointerId: 7, clientY: 600, bubbles: true };
    const place = page.getByTestId('detail-verdict');
    await place.dispatchEvent('pointerdown', { ...touch, clientX: from });
    await place.dispatchEvent('pointerup', { ...touch, clientX: to });
  };
  await wipe(300, 120);
  await expect(detail).toHaveAttribute('data-id', String(ids[1]));
  await expect(page.getByTestId('detail-verdict')).toBeVisible();
  await wipe(120, 300);
  await expect(detail).toHaveAttribute('data-id', String(ids[0]));
  await page.getByTestId('detail-close').tap();
  await expect(detail).toBeHidden();

  await page.getByTestId('layout-table').tap();
  await expect(entries.first()).toBeVisible();
  await expectOrderly(page);
  await photograph(page, 'phone-table');
  await page.getByTestId('select-mode').tap();
  await entries.nth(1).tap();
  await expect(page.getByTestId('batch-panel')).toHaveAttribute('data-count', '1');
  await expectOrderly(page);
  await photograph(page, 'phone-batch');
  expect(log.entries).toBeGreaterThan(total ?? 0);
});
