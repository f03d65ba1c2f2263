import { join } from 'node:path';
import { camerasMissing, makeVideo } from '../support/cameras/make-video.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { startInspection } from './flows/inspection.ts';
import { openSettings } from './flows/settings.ts';
import { expect, test } from './support/test.ts';

const product = 'Disc';

test.skip(camerasMissing !== null, camerasMissing ?? '');

test('a camera of the station is set up, gives training images, and is inspected', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const { productId } = await makeSmallProduct(home, product);
  const video = await makeVideo(folder);
  const running = await station({ home });
  const { client } = running;
  const page = await window();
  await page.goto(running.address);

  await test.step('set up in the images, with a look at its picture', async () => {
    await page.getByTestId('rail-train').click();
    await page.getByTestId('take-station-images').click();
    await page.getByTestId('shots-kind').selectOption('video-file');
    await page.getByTestId('set-up-camera').click();
    await expect(page.getByTestId('camera-save')).toBeDisabled();
    await page.getByTestId('camera-file').fill(join(folder, 'none.avi'));
    await page.getByTestId('camera-show').click();
    await expect(page.getByTestId('station-camera-preview')).toContainText('none.avi');
    await page.getByTestId('camera-file').fill(video);
    await page.getByTestId('camera-repeats').check();
    await page.getByTestId('camera-show').click();
    await expect(page.getByTestId('station-camera-picture')).toBeVisible();
    await page.getByTestId('camera-save').click();
  });

  await test.step('images are taken as they are inspected', async () => {
    await page.getByTestId('shots-count').fill('3');
    await page.getByTestId('shots-take').click();
    await expect(page.getByTestId('shots-taken')).toContainText('3');
    const { images } = await client.datasets.list({ productId });
    expect(images.map(({ width, height, origin }) => [width, height, origin])).toEqual([
      ...Array(3).fill([96, 80, 'camera']),
    ]);
    await page.keyboard.press('Escape');
  });

  await test.step('the same camera is inspected', async () => {
    await startInspection(page, product, 'video-file');
    await expect(page.getByTestId('running-source')).toContainText(video);
    expect((await client.inspection.current({}))?.source).toMatchObject({ kind: 'video-file', file: video });
  });

  await test.step('a lane is set up with a camera of its own', async () => {
    await openSettings(page, 'line');
    await page.getByTestId('lane-add').click();
    await page.getByTestId('lane-name').fill('Top');
    await page.getByTestId('lane-source').selectOption('genicam-camera');
    await page.getByTestId('set-up-camera').click();
    await page.getByTestId('camera-camera').fill('192.168.1.20');
    await page.getByTestId('camera-exposureUs').fill('5000');
    await page.getByTestId('camera-save').click();
    await page.getByTestId('lane-save').click();
    await expect(page.getByTestId('lanes').getByTestId('lane')).toHaveCount(2);
    const [, lane] = await client.lanes.list();
    const source = { kind: 'genicam-camera', camera: '192.168.1.20', exposureUs: 5_000 };
    expect(lane).toMatchObject({ name: 'Top', source });
  });
});
