import { join } from 'node:path';
import { collect } from '../support/collect.ts';
import { writeGoodImages } from '../support/image-folder.ts';
import { spotless, writeSpottedParts } from '../support/labelled-parts.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { expectAccessible } from './support/accessible.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('a trained model takes over when it is better, says why, and is rolled back with one tap', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const blind = await makeSmallProduct(home, 'Disc', undefined, { region: spotless, exclusions: [] });
  const { address, client } = await station({ home });
  const { productId } = blind;
  await writeGoodImages(join(folder, 'good'), 6);
  await collect(await client.datasets.importFolder({ productId, folder: join(folder, 'good') }));

  const page = await window();
  await page.goto(address);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('step-train').click();
  await page.getByTestId('family').selectOption('memory');
  await page.getByTestId('take-over-choice').check();
  await expect(page.getByTestId('take-over-few')).toContainText('0 good and 0 defective');
  await writeSpottedParts(join(folder, 'parts'), 10);
  await collect(await client.datasets.importFolder({ productId, folder: join(folder, 'parts') }));
  await expect(page.getByTestId('take-over-few')).toHaveCount(0);
  await page.getByTestId('take-over-choice').scrollIntoViewIfNeeded();
  await photograph(page, 'take-over-choice');

  await page.getByTestId('start-training').click();
  const job = page.getByTestId('job');
  await expect(job).toHaveAttribute('data-state', 'completed', { timeout: 180_000 });
  const outcome = job.getByTestId('take-over-outcome');
  await expect(outcome).toHaveAttribute('data-outcome', 'taken');
  await expect(outcome).toContainText(/20 test images .* \d+ of 10 defects pass/);
  expect((await client.products.get({ id: productId })).activeModelId).not.toBe(blind.modelId);
  await outcome.scrollIntoViewIfNeeded();
  await photograph(page, 'take-over-outcome');
  await expectAccessible(page);

  await job.getByTestId('take-over-back').click();
  await expect(job.getByTestId('take-over-back')).toHaveCount(0);
  expect((await client.products.get({ id: productId })).activeModelId).toBe(blind.modelId);
});
