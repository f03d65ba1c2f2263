import { join } from 'node:path';
import { createProduct } from './flows/images.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('a burst takes pictures at its pace, can be paused, leaves out what it has, and is taken back as a whole', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'test-picture' } });
  await page.goto(running.address);
  await createProduct(page, 'Flange');
  const [product] = await running.client.products.list();
  const productId = product?.id ?? '';
  const images = async (): Promise<number> => (await running.client.datasets.counts({ productId })).training;

  await page.getByTestId('take-images').click();
  const burst = page.getByTestId('burst');
  await page.getByTestId('burst-rate').fill('4');
  await page.getByTestId('burst-seconds').fill('2');
  await expect(page.getByTestId('burst-start')).toBeEnabled();
  await page.getByTestId('burst-start').click();
  await page.getByTestId('burst-pause').click();
  await expect(page.getByTestId('burst-pause')).toHaveText('Resume');
  await photograph(page, 'burst');
  await expect(burst).toHaveAttribute('data-under-way', 'true');
  await page.getByTestId('burst-pause').click();
  await expect(burst).toHaveAttribute('data-under-way', 'false', { timeout: 60_000 });
  const told = (await page.getByTestId('burst-counts').textContent()) ?? '';
  const [, done, total, kept, same, blurred] =
    /(\d+) of (\d+): (\d+) taken, (\d+) alike and (\d+) blurred/.exec(told) ?? [];
  expect([done, total]).toEqual(['8', '8']);
  expect(Number(kept) + Number(same) + Number(blurred)).toBe(8);
  expect(Number(kept)).toBeGreaterThan(0);
  expect(await images()).toBe(Number(kept));
  await photograph(page, 'burst-over');

  await page.getByTestId('burst-undo').click();
  await expect(page.getByTestId('burst-undo')).toHaveCount(0);
  expect(await images()).toBe(0);
});
