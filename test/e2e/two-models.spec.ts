import { join } from 'node:path';
import { collect } from '../support/collect.ts';
import { openDataServices } from '../support/data-services.ts';
import { writeSpottedParts } from '../support/labelled-parts.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { expectAccessible } from './support/accessible.ts';
import { photograph } from './support/photograph.ts';
import { waitForPictures } from './support/pictures-shown.ts';
import { expect, test } from './support/test.ts';

/** Limits above every score of a small model. */
const unreached = {
  review: 1000,
  defect: 2000,
  falseRejectRates: { review: 0.05, defect: 0.01 },
  method: 'chosen for a test',
  validationScores: [5, 6],
};

test('two models are set side by side on the same images; what is chosen and typed outlasts a reload', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const { productId } = await makeSmallProduct(home);
  const services = openDataServices(home);
  const job = join(services.paths.jobs, 'other');
  writeSmallModel(job, { productId, productName: 'Disc', thresholds: unreached });
  await services.models.register(job);
  services.close();
  const { address, client } = await station({ home });
  await writeSpottedParts(join(folder, 'parts'), 3);
  await collect(await client.datasets.importFolder({ productId, folder: join(folder, 'parts') }));

  const page = await window();
  await page.goto(address);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('step-evaluate').click();
  await page.getByTestId('view-two').check();
  await expect(page.getByTestId('sides-apart')).toBeVisible();
  await page.getByTestId('evaluate-both').click();

  // One model finds everything, the other nothing, so each is right on one half.
  const images = page.getByTestId('sided-image');
  await expect(images).toHaveCount(6, { timeout: 60_000 });
  await expect(page.getByTestId('sides-summary')).toHaveText(
    '6 of 6 images are judged differently: A decides better on 3, B on 3.',
  );
  await waitForPictures(page);
  await photograph(page, 'two-models');
  await expectAccessible(page);
  await images.first().getByTestId('sided-open').click();
  const pictures = page.getByTestId('picture-dialog').getByTestId('heat-canvas');
  await expect(pictures).toHaveCount(2);
  for (const picture of await pictures.all()) await expect(picture).toHaveAttribute('data-heat', 'shown');
  await photograph(page, 'two-models-picture');
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('picture-place')).toHaveText('2 of 6');
  await page.keyboard.press('Escape');

  await page.reload();
  await expect(images).toHaveCount(6);

  await page.getByTestId('view-single').check();
  await page.getByTestId('evaluate-folder').check();
  await page.getByTestId('evaluation-folder').fill('/parts/of/june');
  await page.getByTestId('step-train').click();
  await page.getByTestId('family').selectOption('pyramid');
  await page.getByTestId('advanced').locator('summary').click();
  await page.getByTestId('epochs').fill('12');
  await page.getByTestId('seed').fill('7');
  await page.getByTestId('false-reject-rates').selectOption({ index: 2 });
  await page.reload();
  await expect(page.getByTestId('family')).toHaveValue('pyramid');
  await page.getByTestId('advanced').locator('summary').click();
  await expect(page.getByTestId('epochs')).toHaveValue('12');
  await expect(page.getByTestId('seed')).toHaveValue('7');
  expect(
    await page.getByTestId('false-reject-rates').evaluate((list: HTMLSelectElement) => list.selectedIndex),
  ).toBe(2);
  await page.getByTestId('step-evaluate').click();
  await expect(page.getByTestId('evaluation-folder')).toHaveValue('/parts/of/june');
});
