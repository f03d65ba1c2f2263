import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { chooseFiles, createProduct } from './flows/images.ts';
import { photograph } from './support/photograph.ts';
import { writeGoodPictures } from './support/picture-files.ts';
import { expect, test } from './support/test.ts';

/** Drags the pointer from the first place over the others, shares of the picture. */
async function drag(page: Page, ...places: readonly [number, number][]): Promise<void> {
  const stage = await page.getByTestId('drawing-stage').boundingBox();
  if (!stage) throw new Error('The picture is not shown');
  // The 4 : 3 picture lies completely in the middle of its stage.
  const [width, height] = [
    Math.min(stage.width, (stage.height * 4) / 3),
    Math.min(stage.height, (stage.width * 3) / 4),
  ];
  const box = {
    x: stage.x + (stage.width - width) / 2,
    y: stage.y + (stage.height - height) / 2,
    width,
    height,
  };
  const at = ([x, y]: readonly [number, number]): [number, number] => [
    box.x + x * box.width,
    box.y + y * box.height,
  ];
  for (const [index, place] of places.entries()) {
    await page.mouse.move(...at(place), { steps: 4 });
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

test('a defect is outlined by brush and polygon, kept over a reload, and taken from a picture', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window();
  await page.goto(running.address);
  await createProduct(page, 'Flange');
  await chooseFiles(page, await writeGoodPictures(folder, 1), 'defect', 'scratch');
  const [product] = await running.client.products.list();
  const { images } = await running.client.datasets.list({
    productId: product?.id ?? '',
    purpose: 'test',
  });
  const imageId = images[0]?.id ?? 0;
  /** Returns whether the station's mask marks these places, shares of the picture. */
  const marks = async (...places: readonly [number, number][]): Promise<boolean[]> => {
    const png = await running.media(`/media/dataset-mask/${imageId}`);
    const { data, info } = await sharp(png).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    return places.map(
      ([x, y]) => data[Math.floor(y * info.height) * info.width + Math.floor(x * info.width)] === 255,
    );
  };
  const open = async (): Promise<void> => {
    await page.getByTestId('image').getByRole('button').first().click();
    await page.getByTestId('edit-mask').click();
    await expect(page.getByTestId('drawing-stage')).toBeVisible();
  };
  const save = page.getByTestId('mask-save');

  await open();
  await expect(save).toBeDisabled();
  await drag(page, [0.2, 0.3], [0.4, 0.3]);
  await page.keyboard.press('e');
  await drag(page, [0.3, 0.3]);
  await page.keyboard.press('p');
  for (const corner of [
    [0.6, 0.6],
    [0.8, 0.6],
    [0.8, 0.8],
    [0.1, 0.1],
  ] as const) {
    await drag(page, [...corner]);
  }
  await page.keyboard.press('Backspace');
  await expect(page.getByTestId('drawing-stage')).toHaveAttribute('data-corners', '3');
  await photograph(page, 'mask-polygon');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  // Draw a rectangle and an ellipse, then drag the ellipse elsewhere.
  await page.keyboard.press('r');
  await drag(page, [0.1, 0.8], [0.2, 0.9]);
  await page.keyboard.press('l');
  await drag(page, [0.3, 0.8], [0.4, 0.9]);
  await page.keyboard.press('h');
  await drag(page, [0.35, 0.85], [0.55, 0.85]);
  await expect(page.getByTestId('drawing-stage')).toHaveAttribute('data-selected', '4');
  await photograph(page, 'mask-shapes');
  // On the magnified picture a dab lands at the pointer; beside the shapes, a drag moves the picture.
  await page.getByTestId('draw-zoom-in').click();
  await page.keyboard.press('b');
  await page.keyboard.press(']');
  await drag(page, [0.5, 0.5]);
  await photograph(page, 'mask-brush');

  await page.reload();
  await page.getByTestId('purpose-test').click();
  await open();
  await expect(page.getByTestId('mask-restored')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByTestId('mask-stay').click();
  await save.click();
  await expect(page.getByTestId('drawing-stage')).toBeHidden();
  // Brush, its erased part, inside and outside of the polygon, the dab on the magnified picture, the rectangle, and the ellipse at its new place.
  const places = [
    [0.22, 0.3],
    [0.3, 0.3],
    [0.75, 0.65],
    [0.62, 0.78],
    [0.5, 0.5],
    [0.11, 0.81],
    [0.35, 0.85],
    [0.55, 0.85],
    [0.505, 0.805],
  ] as const;
  expect(await marks(...places.map(([x, y]): [number, number] => [x, y]))).toEqual([
    true,
    false,
    true,
    false,
    true,
    true,
    false,
    true,
    false,
  ]);
  await expect(page.getByTestId('heat-canvas')).toHaveAttribute('data-truth', 'shown');
  await photograph(page, 'mask-shown');

  await page.getByTestId('edit-mask').click();
  const ground = join(folder, 'ground.png');
  const square = { create: { width: 200, height: 100, channels: 3, background: '#fff' } } as const;
  await sharp({ create: { width: 400, height: 300, channels: 3, background: '#000' } })
    .composite([{ input: await sharp(square).png().toBuffer(), left: 100, top: 100 }])
    .png()
    .toFile(ground);
  const chooser = page.waitForEvent('filechooser');
  await page.getByTestId('mask-upload').click();
  await (await chooser).setFiles(ground);
  await expect(page.getByTestId('draw-undo')).toBeEnabled();
  await expect(save).toBeDisabled();
  await page.keyboard.press('e');
  await drag(page, [0.45, 0.5], [0.55, 0.5]);
  await photograph(page, 'mask-ground');
  await save.click();
  await expect(page.getByTestId('drawing-stage')).toBeHidden();
  expect(await marks([0.3, 0.5], [0.5, 0.5], [0.1, 0.1])).toEqual([true, false, false]);

  await page.getByTestId('edit-mask').click();
  await drag(page, [0.1, 0.1]);
  await page.keyboard.press('Escape');
  await page.getByTestId('mask-discard').click();
  await expect(page.getByTestId('drawing-stage')).toBeHidden();
  expect(await marks([0.1, 0.1])).toEqual([false]);
});
