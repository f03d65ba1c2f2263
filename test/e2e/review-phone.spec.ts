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

test('on a phone a finger on a chart scrolls the page', async ({ logged, window }) => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const page = await window({ camera: { kind: 'none' }, context });
  await page.goto(logged.running.address);
  await page.getByTestId('rail-review').tap();
  await page.getByTestId('tab-statistics').tap();
  const chart = page.getByTestId('yield-chart').getByRole('slider');
  await expect(chart.locator('canvas')).toBeVisible();
  const before = await chart.boundingBox();
  if (!before) throw new Error('The chart has no place');
  const browser = await page.context().newCDPSession(page);
  const x = before.x + before.width / 2;
  const y = before.y + before.height / 2;
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    browser.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await touch('touchStart', [{ x, y }]);
  for (let way = 20; way <= 160; way += 20) await touch('touchMove', [{ x, y: y - way }]);
  await touch('touchEnd', []);
  await expect.poll(async () => (await chart.boundingBox())?.y).toBeLessThan(before.y - 100);
});
