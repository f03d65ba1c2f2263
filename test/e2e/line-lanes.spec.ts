import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { testFrame } from '../support/test-frame.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('four lanes stand side by side with the verdict of their group, and one of them is shown large', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-settings').click();
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
});
