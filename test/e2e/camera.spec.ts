import { join } from 'node:path';
import { makeSmallProduct } from '../support/small-product.ts';
import { readNumber, startInspection } from './flows/inspection.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';
import { judgedEntry } from '../support/judged-entry.ts';

const product = 'Disc';
const size = '1280 × 720 pixels, used as 640 × 360';

test('a picture that trains has the size of the frame that is inspected, and comes from the same camera', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const { productId } = await makeSmallProduct(home, product);
  const running = await station({ home });
  const { client } = running;
  // These limits log every part, whatever its score.
  await client.products.setThresholds({ id: productId, thresholds: { review: -2e9, defect: -1e9 } });
  const page = await window({ camera: { kind: 'test-picture' } });
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (constraints) => {
      document.documentElement.dataset['opened'] = String(
        Number(document.documentElement.dataset['opened'] ?? 0) + 1,
      );
      return open(constraints);
    };
  });
  const opened = async (): Promise<number> =>
    Number((await page.locator('html').getAttribute('data-opened')) ?? 0);
  const training = async (): Promise<string[]> => {
    const { images } = await client.datasets.list({ productId });
    return images.map(({ width, height }) => `${width} × ${height}`);
  };
  await page.goto(running.address);

  await test.step('a picture to train, before any inspection', async () => {
    await page.getByTestId('rail-train').click();
    await page.getByTestId('take-images').click();
    await expect(page.getByTestId('camera-size')).toHaveText(size);
    await photograph(page, 'camera-training');
    await page.getByTestId('camera-take').click();
    await expect(page.getByTestId('camera-taken')).toHaveText('1 taken');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('camera-preview')).toHaveCount(0);
  });

  await test.step('frames of an inspection', async () => {
    await startInspection(page, product, 'window-camera');
    const { entries } = await client.log.query({ order: 'newest', limit: 1 });
    const { picture } = judgedEntry(await client.log.get({ id: entries[0]?.id ?? 0 }));
    expect(await training()).toEqual([`${picture.width} × ${picture.height}`]);
    expect(size).toContain(`used as ${picture.width} × ${picture.height}`);
  });

  await test.step('a picture to train while the inspection goes on: the open camera is shared', async () => {
    const before = await opened();
    await page.getByTestId('rail-train').click();
    await page.getByTestId('take-images').click();
    await page.getByTestId('camera-take').click();
    await expect(page.getByTestId('camera-taken')).toHaveText('1 taken');
    await page.keyboard.press('Escape');
    expect(await opened()).toBe(before);
    await page.getByTestId('rail-inspect').click();
    const counted = await readNumber(page, 'count-total');
    await expect.poll(() => readNumber(page, 'count-total')).toBeGreaterThan(counted);
    expect(new Set(await training())).toEqual(new Set(['640 × 360']));
  });

  await test.step('after the inspection the camera shows its picture to aim by, until the view is left', async () => {
    await page.getByTestId('stop').click();
    await expect(page.getByTestId('start')).toBeVisible();
    await expect(page.getByTestId('camera-preview')).toBeVisible();
    await expect(page.getByTestId('camera-size')).toHaveText(size);
    await expect(page.getByTestId('status-camera')).toHaveAttribute('data-condition', 'ok');
    await page.getByTestId('rail-review').click();
    await expect(page.getByTestId('status-camera')).toHaveAttribute('data-condition', 'idle');
  });
});

test('a camera that is refused is named by the same words in training and in inspection', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home, product);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'refused' } });
  await page.goto(running.address);
  const note = page.getByTestId('camera-problem');

  await page.getByTestId('rail-train').click();
  await page.getByTestId('take-images').click();
  await expect(note).toHaveAttribute('data-problem', 'refused');
  await expect(note.getByTestId('camera-retry')).toBeVisible();
  await expect(page.getByTestId('camera-take')).toBeDisabled();
  const words = await note.textContent();
  await photograph(page, 'camera-refused-training');
  await page.keyboard.press('Escape');

  await page.getByTestId('rail-inspect').click();
  await page.getByTestId('start').click();
  await expect(note).toHaveAttribute('data-problem', 'refused');
  expect(await note.textContent()).toBe(words);
});
