import { join } from 'node:path';
import { chooseFiles, createProduct } from './flows/images.ts';
import { photograph } from './support/photograph.ts';
import { writeGoodPictures } from './support/picture-files.ts';
import { expect, test } from './support/test.ts';

test('the window recommends a preset by the machine, the images and the rate; what is chosen is what is trained', async ({
  folder,
  station,
  window,
}) => {
  const { address, client } = await station({ home: join(folder, 'home') });
  const page = await window();
  await page.goto(address);
  await createProduct(page, 'Flange');
  await chooseFiles(page, await writeGoodPictures(folder, 21));
  await page.getByTestId('step-train').click();

  const advice = page.getByTestId('advice');
  await test.step('with enough images the most accurate preset that keeps the rate', async () => {
    await page.getByTestId('needed-rate').fill('0.5');
    // The machine's speed is found out once, in some seconds.
    await expect(advice).toHaveAttribute('data-recommended', 'thorough', { timeout: 90_000 });
    await expect(advice).toContainText('21 good images');
    await expect(page.getByTestId('preset-compact-frame')).toHaveText(/ms$/);
    await photograph(page, 'advice');
  });
  await test.step('no preset keeps an impossible rate; without a rate there is no recommendation', async () => {
    await page.getByTestId('needed-rate').fill('1000');
    await expect(advice).toContainText('No preset keeps this rate');
    await page.getByTestId('needed-rate').fill('');
    await expect(advice).toHaveAttribute('data-recommended', '');
    await page.getByTestId('needed-rate').fill('0.5');
  });
  await test.step('the rate is kept over a reload', async () => {
    await page.reload();
    await expect(page.getByTestId('needed-rate')).toHaveValue('0.5');
    await expect(advice).toHaveAttribute('data-recommended', 'thorough');
  });
  await test.step('one press chooses what is recommended', async () => {
    await page.getByTestId('choose-recommended').click();
    await expect(page.getByTestId('family')).toHaveValue('memory');
    await expect(page.getByTestId('preset-thorough-input')).toBeChecked();
    await expect(page.getByTestId('choose-recommended')).toHaveCount(0);
  });
  await test.step('a pyramid is trained, with a curve for each student', async () => {
    await page.getByTestId('family').selectOption('pyramid');
    await page.getByTestId('preset-joined-input').check();
    if (!(await page.getByTestId('epochs').isVisible())) {
      await page.getByTestId('advanced').locator('summary').click();
    }
    await page.getByTestId('epochs').fill('2');
    await page.getByTestId('start-training').click();
    const job = page.getByTestId('job').first();
    await expect(job).toHaveAttribute('data-state', 'completed', { timeout: 180_000 });
    await expect(job.getByTestId('loss-curve')).not.toHaveAttribute('data-points', '0');
  });
  await test.step('the precision that is chosen is the one that is trained', async () => {
    await page.getByTestId('family').selectOption('patch');
    await page.getByTestId('preset-quick-input').check();
    if (!(await page.getByTestId('precision').isVisible())) {
      await page.getByTestId('advanced').locator('summary').click();
    }
    await page.getByTestId('precision').selectOption('int8');
    await page.getByTestId('epochs').fill('1');
    await page.getByTestId('start-training').click();
    const [product] = await client.products.list();
    if (!product) throw new Error('There is a product');
    const jobs = () => client.training.list({ productId: product.id });
    await expect.poll(async () => (await jobs()).length).toBe(2);
    const quick = (await jobs()).find(({ preset }) => preset === 'quick');
    expect(quick?.choices.precision).toBe('int8');
    await expect
      .poll(async () => (await jobs()).every(({ state }) => state === 'completed'), { timeout: 180_000 })
      .toBe(true);
  });
});
