import { join } from 'node:path';
import { writeSmallModel } from '../support/small-model.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('exported models are imported, activated, and rolled back with the history at hand', async ({
  folder,
  station,
  window,
}) => {
  const { address, client } = await station({ home: join(folder, 'home') });
  const { id: productId } = await client.products.create({ name: 'Disc' });
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  writeSmallModel(one, { productName: 'Disc' });
  writeSmallModel(other, { productName: 'Lid', createdAt: Date.now() + 60_000 });
  const page = await window();
  await page.goto(address);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('step-activate').click();
  const takeIn = async (from: string): Promise<void> => {
    await page.getByTestId('import-model').click();
    await page.getByTestId('import-model-folder').fill(from);
    await page.getByTestId('import-model-look').click();
  };

  await takeIn(join(folder, 'nowhere'));
  const dialog = page.getByTestId('import-model-dialog');
  await expect(dialog.getByTestId('error-state')).toHaveAttribute('data-code', 'NOT_FOUND');
  await page.getByTestId('import-model-folder').fill(one);
  await page.getByTestId('import-model-look').click();
  await expect(dialog.getByTestId('importable-model')).toContainText('Disc');
  await page.getByTestId('import-model-start').click();
  await expect(page.getByTestId('model')).toHaveCount(1);
  await page.getByTestId('activate').click();
  await page.getByTestId('activate-note').fill('First');
  await page.getByTestId('activate-confirm').click();
  await expect(page.getByTestId('activation')).toHaveCount(1);

  await client.settings.set({ expected: 0, values: { 'folders.places': folder } });
  await page.getByTestId('import-model').click();
  await dialog.getByTestId('browse-folders').click();
  const browser = page.getByTestId('folder-browser');
  await browser.getByTestId('folder-entry').filter({ hasNotText: 'Lately' }).first().click();
  await browser.getByTestId('folder-entry').filter({ hasText: 'one' }).click();
  await expect(browser).toContainText('An exported model lies in it.');
  await photograph(page, 'folder-browser');
  await browser.getByTestId('folder-choose').click();
  await expect(page.getByTestId('import-model-folder')).toHaveValue(one);
  await page.getByTestId('import-model-look').click();
  await expect(dialog.getByTestId('import-installed')).toBeVisible();
  await page.getByTestId('import-model-folder').fill(other);
  await page.getByTestId('import-model-look').click();
  await expect(dialog.getByTestId('import-foreign')).toContainText('Lid');
  await photograph(page, 'import-model');
  await expectAccessible(page);
  await page.getByTestId('import-model-start').click();
  await expect(page.getByTestId('model')).toHaveCount(2);
  await page.getByTestId('activate').click();
  await page.getByTestId('activate-confirm').click();
  await expect(page.getByTestId('activation')).toHaveCount(2);

  const inactive = page.getByTestId('model').filter({ hasNotText: 'Active' });
  await inactive.getByTestId('model-menu').click();
  await page.getByTestId('export-model').click();
  const downloading = page.waitForEvent('download');
  await page.getByTestId('export-download').click();
  const saved = join(folder, 'saved.loupe-model');
  await (await downloading).saveAs(saved);
  await page.getByTestId('import-model').click();
  await page.getByTestId('import-model-file').setInputFiles(saved);
  await expect(dialog.getByTestId('import-installed')).toBeVisible();
  await page.keyboard.press('Escape');

  await inactive.getByTestId('model-menu').click();
  await page.getByTestId('edit-model').click();
  await page.getByTestId('model-name').fill('First lamp');
  await page.getByTestId('model-note-field').fill('Before the lamp was changed');
  await page.getByTestId('save-model').click();
  const named = page.locator('[data-testid=model][data-name="First lamp"]');
  await named.getByTestId('open-model').click();
  await expect(named.getByTestId('model-note')).toHaveText('Before the lamp was changed');
  await named.getByTestId('model-menu').click();
  await page.getByTestId('pin-model').click();
  await expect(page.getByTestId('model').first()).toHaveAttribute('data-name', 'First lamp');
  await page.getByTestId('sort-name').click();
  await photograph(page, 'models-table');
  await named.getByTestId('model-menu').click();
  await page.getByTestId('archive-model').click();
  await expect(page.getByTestId('model')).toHaveCount(1);
  await page.getByTestId('show-archived-models').check();
  for (const tick of await page.getByTestId('tick-model').all()) await tick.check();
  await expect(page.getByTestId('compare-models')).toBeEnabled();

  await page.getByTestId('roll-back').click();
  await expect(page.getByTestId('activate-note')).toHaveValue(/^Back to the model that was activated /);
  await photograph(page, 'roll-back');
  await page.getByTestId('activate-confirm').click();
  await expect(page.getByTestId('activation')).toHaveCount(3);
  await expect(page.getByTestId('activation-note').first()).toContainText('Back to the model');
  const [latest, , first] = await client.models.activations({ productId });
  expect(latest?.modelId).toBe(first?.modelId);
  await page.getByTestId('activations').scrollIntoViewIfNeeded();
  await photograph(page, 'activations');
  await expectAccessible(page);
  await expectOrderly(page);
});
