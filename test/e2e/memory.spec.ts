import { join } from 'node:path';
import { chooseFiles, createProduct } from './flows/images.ts';
import { activate } from './flows/training.ts';
import { photograph } from './support/photograph.ts';
import { writeGoodPictures } from './support/picture-files.ts';
import { expect, test } from './support/test.ts';

test('with few images the window says which family is for them; a memory is trained and takes over', async ({
  folder,
  station,
  window,
}) => {
  const { address } = await station({ home: join(folder, 'home') });
  const page = await window();
  await page.goto(address);
  await createProduct(page, 'Flange');
  await chooseFiles(page, await writeGoodPictures(folder, 6));

  await page.getByTestId('step-train').click();
  // The family that is recommended for few images is preselected.
  await expect(page.getByTestId('family')).toHaveValue('memory');
  await page.getByTestId('family').selectOption('patch');
  await expect(page.getByTestId('few-images')).toContainText('fewer than 20 good images');
  await expect(page.getByTestId('few-images')).toContainText('Memory');
  await expect(page.getByTestId('preset-compact-duration')).toHaveText('2 min 21 s');

  await page.getByTestId('family').selectOption('memory');
  await expect(page.getByTestId('few-images')).toContainText('this family is the honest choice');
  await expect(page.getByTestId('preset-instant-input')).toBeChecked();
  await expect(page.getByTestId('preset-instant-duration')).toHaveText(/^\d+ s$/);
  await page.getByTestId('advanced').locator('summary').click();
  await expect(page.getByTestId('seed')).toBeVisible();
  for (const field of ['epochs', 'field-33', 'extend']) await expect(page.getByTestId(field)).toHaveCount(0);

  await photograph(page, 'memory-few-images');

  await page.getByTestId('start-training').click();
  const job = page.getByTestId('job');
  await expect(job).toHaveAttribute('data-state', 'completed', { timeout: 180_000 });
  await expect(job.getByTestId('loss-curve')).toHaveCount(0);
  await activate(page);
  const model = page.getByTestId('model');
  await expect(model).toContainText('Instant');
  await expect(model).not.toContainText('Students');
  await model.getByTestId('model-card').click();
  await expect(model).toContainText('memory.safetensors');
});
