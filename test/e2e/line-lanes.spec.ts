import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { testFrame } from '../support/test-frame.ts';
import { openSettings } from './flows/settings.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('four lanes stand side by side with the verdict of their group, and one of them is shown large', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const { productId } = await makeSmallProduct(home);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'line');
  const numbers = [2, 3, 4];
  for (const number of numbers) {
    await mkdir(join(folder, `${number}`));
    await page.getByTestId('lane-add').click();
    await page.getByTestId('lane-source').selectOption('watched-folder');
    await page.getByTestId('lane-address').fill(join(folder, `${number}`));
    if (number < 4) await page.getByTestId('lane-group').fill('Box');
    await page.getByTestId('lane-save').click();
    await expect(page.getByTestId('lanes').getByTestId('lane')).toHaveCount(number);
  }

  await page.getByTestId('rail-inspect').click();
  await expect(page.getByTestId('lanes-grid')).toBeVisible();
  for (const number of numbers) {
    await page.getByTestId(`lane-show-${number}`).click();
    await page.getByTestId('start').click();
    await expect(page.getByTestId('stop')).toBeVisible();
  }
  await page.getByTestId('lanes-all').click();
  await page.getByTestId('lanes-stop').click();
  const stopped = page.locator('[data-testid^="lane-tile-"]', { hasText: 'Stopped' });
  await expect(stopped).toHaveCount(4);
  // An upright phone shows two tiles in a row, and no tile's words overlap the next tile.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const tiles = page.locator('[data-testid^="lane-tile-"]');
  expect(await tiles.evaluateAll((all) => all.map((tile) => tile.scrollWidth - tile.clientWidth))).toEqual([
    0, 0, 0, 0,
  ]);
  await expectOrderly(page);
  if (size) await page.setViewportSize(size);
  await expect(page.getByTestId('lanes-stop')).toBeDisabled();
  await page.getByTestId('lanes-start').click();
  await expect(stopped).toHaveCount(1);
  await expect(page.getByTestId('toast')).toContainText('Lane 1: Its source is chosen at the start.');
  // The tiles make room, so that the tile in the corner stays in view.
  await expect
    .poll(async () => {
      const toast = await page.getByTestId('toast').boundingBox();
      const tile = await page.getByTestId('lane-tile-4').boundingBox();
      return toast !== null && tile !== null && tile.y + tile.height <= toast.y;
    })
    .toBe(true);
  for (const number of numbers) {
    const name = `part-${number}.png`;
    await writeFile(join(folder, name), await encodePng(testFrame(number, 96, 80)));
    await rename(join(folder, name), join(folder, `${number}`, name));
  }
  for (const number of numbers) {
    const tile = page.getByTestId(`lane-tile-${number}`);
    await expect(tile).toHaveAttribute('data-verdict', /good|review|defect/);
  }
  await expect(page.getByTestId('group-verdict')).toHaveAttribute('data-verdict', /good|review|defect/);
  await expectOrderly(page);
  await photograph(page, 'lanes-side-by-side');
  await page.getByTestId('lane-tile-4').click();
  await expect(page.getByTestId('lanes-grid')).toHaveCount(0);
  await expect(page.getByTestId('running-source')).toContainText(join(folder, '4'));
  await photograph(page, 'lane-large');

  await running.client.products.setLine({ id: productId, line: { alarmAfter: 1, code: null } });
  const thresholds = { review: -2e9, defect: -1e9 };
  await running.client.products.setThresholds({ id: productId, thresholds });
  await writeFile(join(folder, 'bad.png'), await encodePng(testFrame(9, 96, 80)));
  await rename(join(folder, 'bad.png'), join(folder, '3', 'bad.png'));
  await expect(page.getByTestId('alarm-of')).toContainText('Lane 3 · Disc');
});
