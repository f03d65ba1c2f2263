import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseFiles, createProduct, importFolder } from './flows/images.ts';
import { photograph } from './support/photograph.ts';
import { writeGoodPictures } from './support/picture-files.ts';
import { expect, test } from './support/test.ts';

test('images come in with what they show, are told apart, selected and labelled anew', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window();
  await page.goto(running.address);
  await createProduct(page, 'Flange');
  const [made] = await running.client.products.list();
  const productId = made?.id ?? '';
  const counts = () => running.client.datasets.counts({ productId });

  await chooseFiles(page, await writeGoodPictures(folder, 6));
  await expect(page.getByTestId('image-count')).toHaveText('6 good images');
  await chooseFiles(page, await writeGoodPictures(folder, 2, 6), 'defect', 'scratch');
  await expect(page.getByTestId('image-count')).toHaveText('0 good and 2 defective test images, 0 outlined');
  const more = join(folder, 'more');
  await mkdir(more);
  await writeGoodPictures(more, 1, 8);
  // The next import proposes the last label.
  await importFolder(page, more);
  await expect(page.getByTestId('image-label')).toHaveText(['scratch', 'scratch', 'scratch']);
  expect((await counts()).kinds).toEqual([{ kind: 'scratch', count: 3 }]);

  await page.getByTestId('purpose-training').click();
  const images = page.getByTestId('image');
  await expect(images).toHaveCount(6);
  await images.nth(0).hover();
  await images.nth(0).getByTestId('select-image').click();
  await images.nth(2).click({ modifiers: ['Shift'] });
  await images.nth(4).click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByTestId('selection-count')).toHaveText('4 selected');
  await page.getByTestId('selection-kind').fill('dent');
  await photograph(page, 'selection');
  await page.getByTestId('to-defect').click();
  await expect(images).toHaveCount(2);
  await expect(page.getByTestId('selection')).toBeHidden();
  expect(await counts()).toMatchObject({ training: 2, test: { good: 0, defective: 7 } });
  await page.getByTestId('undo').click();
  await expect(images).toHaveCount(6);
  expect(await counts()).toMatchObject({ training: 6, test: { defective: 3 } });

  await test.step('by the keyboard alone', async () => {
    await images.nth(0).getByRole('button').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowRight');
    await expect(page.getByTestId('selection-count')).toHaveText('2 selected');
    await page.keyboard.press('ControlOrMeta+a');
    await expect(page.getByTestId('selection-count')).toHaveText('6 selected');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('selection')).toBeHidden();
    await page.keyboard.press('Space');
    await page.getByTestId('to-good').click();
    await expect(images).toHaveCount(5);
  });

  await page.getByTestId('purpose-test').click();
  await page.getByTestId('image-filter').selectOption('good');
  await expect(images).toHaveCount(1);
  await page.getByTestId('image-filter').selectOption('all');
  await expect(images).toHaveCount(4);
  await photograph(page, 'test-images');
});
