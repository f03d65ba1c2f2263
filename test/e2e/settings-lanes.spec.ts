import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { usualLaneName } from '../../src/shared/domain/given-names.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { openSettings } from './flows/settings.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('the engineer sets lanes and recipes up, changes and removes them', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const { productId } = await makeSmallProduct(home);
  await mkdir(join(folder, 'top'));
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'line');
  const lanes = page.getByTestId('lanes').getByTestId('lane');
  await expect(lanes).toHaveCount(1);

  await page.getByTestId('lane-add').click();
  await page.getByTestId('lane-name').fill('Top');
  await page.getByTestId('lane-source').selectOption('watched-folder');
  await page.getByTestId('lane-address').fill(join(folder, 'top'));
  await page.getByTestId('lane-trigger').selectOption('software');
  await expect(page.getByTestId('lane-delayMs')).toHaveValue('0');
  await page.getByTestId('lane-delayMs').fill('40');
  await page.getByTestId('lane-deadline').fill('500');
  await page.getByTestId('lane-group').fill('Lid');
  await page.getByTestId('lane-views-within').fill('320');
  await expectOrderly(page);
  await photograph(page, 'lanes-form');
  await page.getByTestId('lane-save').click();
  await expect(lanes).toHaveCount(2);
  await expect(lanes.nth(1)).toContainText(join(folder, 'top'));
  await expect(lanes.nth(1)).toContainText('500');
  await expect(lanes.nth(1)).toContainText('320');

  await page.getByTestId('recipe-add').click();
  await page.getByTestId('recipe-name').fill('Blue lid');
  await page.getByTestId('recipe-code').fill('4711');
  await page.getByTestId('recipe-lane-2').selectOption(productId);
  await expectOrderly(page);
  await photograph(page, 'recipe-form');
  await page.getByTestId('recipe-save').click();
  const recipe = page.getByTestId('recipes').getByTestId('recipe');
  await expect(recipe).toContainText('Top: Disc');

  await lanes.nth(1).getByTestId('lane-change').click();
  await page.getByTestId('lane-name').fill('Above');
  await expect(page.getByTestId('lane-delayMs')).toHaveValue('40');
  await page.getByTestId('lane-trigger').selectOption('presence');
  await expect(page.getByTestId('lane-restMs')).toHaveValue('200');
  await page.getByTestId('lane-debounceMs').fill('900');
  await page.getByTestId('lane-save').click();
  await expect(recipe).toContainText('Above: Disc');
  await lanes.nth(1).getByTestId('lane-change').click();
  await expect(page.getByTestId('lane-debounceMs')).toHaveValue('900');
  await page.keyboard.press('Escape');
  for (const language of ['de', 'zh-CN', 'en']) {
    await page.getByTestId('language').selectOption(language);
    await expectOrderly(page);
    await photograph(page, `lanes-${language}`);
  }
  // The usual name is shown in the window's language, and stays the usual one.
  await page.getByTestId('language').selectOption('de');
  await lanes.nth(0).getByTestId('lane-change').click();
  await expect(page.getByTestId('lane-name')).toHaveValue('Spur 1');
  await page.getByTestId('lane-deadline').fill('400');
  await page.getByTestId('lane-save').click();
  await expect(lanes.nth(0)).toContainText('400');
  expect((await running.client.lanes.list())[0]?.name).toBe(usualLaneName(1));
  await page.getByTestId('language').selectOption('en');
  await expectAccessible(page);

  await recipe.getByTestId('recipe-remove').click();
  await expect(recipe).toHaveCount(0);
  await lanes.nth(1).getByTestId('lane-remove').click();
  await expect(lanes).toHaveCount(1);
});
