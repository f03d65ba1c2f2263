import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('a part is found by its name, and the address shows a colleague the same; filters are saved by name', async ({
  logged,
  window,
}) => {
  const { log, running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-review').click();
  const count = page.getByTestId('entry-count');
  await expect(count).toContainText(String(log.entries));

  await page.keyboard.press('/');
  await page.keyboard.type('part-35');
  const named = await running.client.log.list({ filter: { search: 'part-35' } });
  expect(named.total).toBeGreaterThan(1);
  await expect(count).toContainText(`${named.total} entries`);
  await page.getByTestId('filter-product').selectOption({ label: log.product });
  await page.getByTestId('filter-model').selectOption({ index: 1 });
  await page.getByTestId('filter-decision').selectOption('defect');
  await page.getByTestId('layout-table').click();
  await page.getByTestId('order').selectOption('highest-score');
  await page.getByTestId('entry').first().click();
  await expect(page.getByTestId('detail-verdict')).toBeVisible();
  const shown = await page.getByTestId('entry-detail').getAttribute('data-id');
  const words = await count.innerText();
  await expect(page).toHaveURL(/search=part-35/);
  await page.getByTestId('save-filter').click();
  await page.getByTestId('save-filter-name').fill('Last parts');
  await page.getByTestId('save-filter-done').click();
  await expectOrderly(page);
  await photograph(page, 'review-search');

  // Open the link in a colleague's browser.
  const link = page.url();
  const other = await window({ camera: { kind: 'none' } });
  await other.goto(running.address);
  await expect(other.getByTestId('rail-review')).toBeVisible();
  await other.goto(link);
  await expect(other.getByTestId('entry-count')).toHaveText(words);
  await expect(other.getByTestId('filter-search')).toHaveValue('part-35');
  await expect(other.getByTestId('filter-decision')).toHaveValue('defect');
  await expect(other.getByTestId('filter-model')).not.toHaveValue('');
  await expect(other.getByTestId('order')).toHaveValue('highest-score');
  await expect(other.getByTestId('entry-table')).toBeVisible();
  await expect(other.getByTestId('entry-detail')).toHaveAttribute('data-id', shown ?? '');

  // Another workplace and back changes nothing. After a reset and a reload, the saved filter is still there.
  await page.getByTestId('rail-settings').click();
  await page.getByTestId('rail-review').click();
  await expect(page.getByTestId('filter-search')).toHaveValue('part-35');
  await page.getByTestId('filter-reset').click();
  await expect(count).toContainText(String(log.entries));
  await page.reload();
  await page.getByTestId('saved-filters').selectOption('Last parts');
  await expect(count).toHaveText(words);
  await page.getByTestId('remove-filter').click();
  await expect(page.getByTestId('saved-filters')).toBeDisabled();
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('saved-filters')).toHaveValue('Last parts');

  await page.getByTestId('filter-search').fill('no such part');
  await expect(page.getByTestId('empty-state')).toBeVisible();
});

test('the inbox leads from one undecided entry to the next, and says how far one has come', async ({
  logged,
  window,
}) => {
  const { running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-review').click();
  const { ids } = await running.client.log.list({ filter: { decision: 'undecided' }, order: 'oldest' });
  const inbox = page.getByTestId('inbox');
  await expect(page.getByTestId('inbox-count')).toHaveText(String(ids.length));
  await inbox.click();
  const detail = page.getByTestId('entry-detail');
  await expect(detail).toHaveAttribute('data-id', String(ids[0]));
  await expect(page.getByTestId('detail-verdict')).toBeVisible();
  await page.keyboard.press('g');
  await expect(detail).toHaveAttribute('data-id', String(ids[1]));
  await expect(page.getByTestId('inbox-progress')).toContainText(`1 of ${ids.length}`);
  await page.getByTestId('decide-defect').click();
  await expect(detail).toHaveAttribute('data-id', String(ids[2]));
  await expect(page.getByTestId('inbox-count')).toHaveText(String(ids.length - 2));
  await expectOrderly(page);
  await photograph(page, 'review-inbox');
  // An undone decision makes the entry undecided again; the shown entry stays.
  await page.getByTestId('undo').last().click();
  await expect(page.getByTestId('inbox-progress')).toContainText(`1 of ${ids.length}`);
  await inbox.click();
  await expect(page.getByTestId('inbox-progress')).toBeHidden();
});
