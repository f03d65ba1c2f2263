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
  await test.step('the recommended preset is preselected before the machine was measured, and its progress is shown', async () => {
    await expect(advice).not.toHaveAttribute('data-recommended', '');
    const first = (await advice.getAttribute('data-recommended')) ?? '';
    await expect(page.getByTestId(`preset-${first}-input`)).toBeChecked();
    await expect(page.getByTestId('choose-recommended')).toHaveCount(0);
    await expect(page.getByTestId('measuring').getByTestId('progress')).toBeVisible();
    await expect(page.getByTestId('start-training')).toBeInViewport();
    await photograph(page, 'advice-measuring');
  });
  await test.step('with enough images the most accurate preset that keeps the rate', async () => {
    await page.getByTestId('needed-rate').fill('0.5');
    // The station measures the machine's speed once, which takes some seconds.
    await expect(page.getByTestId('measuring')).toHaveCount(0, { timeout: 90_000 });
    await expect(advice).toHaveAttribute('data-recommended', 'thorough');
    await expect(advice).toContainText('21 good images');
    await expect(page.getByTestId('preset-thorough-frame')).toHaveText(/ms$/);
    await expect(page.getByTestId('preset-thorough-input')).toBeChecked();
    await expect(page.getByTestId('few-images-cost')).toContainText('With 21 good images');
    await expect(page.getByTestId('preset-thorough-rate')).toHaveText('keeps 0.5/s');
    await photograph(page, 'advice');
  });
  await test.step('no preset keeps an impossible rate; without a rate there is no recommendation', async () => {
    await page.getByTestId('needed-rate').fill('1000');
    await expect(advice).toContainText('No preset keeps this rate');
    const recommended = (await advice.getAttribute('data-recommended')) ?? '';
    await expect(page.getByTestId(`preset-${recommended}-rate`)).toHaveText(/too slow for 1,000\/s: .+ ms$/);
    await photograph(page, 'advice-too-slow');
    await page.getByTestId('needed-rate').fill('');
    await expect(advice).toHaveAttribute('data-recommended', '');
    await page.getByTestId('needed-rate').fill('0.5');
  });
  await test.step('the rate is kept over a reload', async () => {
    await page.reload();
    await expect(page.getByTestId('needed-rate')).toHaveValue('0.5');
    await expect(advice).toHaveAttribute('data-recommended', 'thorough');
  });
  await test.step('the smallest defect is drawn on a picture; presets say what it covers, and what no preset sees is said', async () => {
    await page.getByTestId('draw-smallest').click();
    const box = await page.getByTestId('drawing-stage').boundingBox();
    if (!box) throw new Error('The stage is shown');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 60, { steps: 4 });
    await page.mouse.up();
    await expect(page.getByTestId('drawn-size')).toContainText('pixels');
    await photograph(page, 'smallest-defect-drawn');
    await page.getByTestId('take-smallest').click();
    await expect(page.getByTestId('smallest-defect')).not.toHaveValue('');
    await expect(page.getByTestId('preset-thorough-sees')).toHaveAttribute('data-seen', 'yes');
    await page.getByTestId('smallest-defect').fill('0.4');
    await page.getByTestId('smallest-defect').press('Tab');
    await expect(page.getByTestId('preset-thorough-sees')).toHaveAttribute('data-seen', 'no');
    await expect(advice).toContainText('below what any preset');
    await photograph(page, 'smallest-defect-unseen');
    await page.getByTestId('smallest-defect').fill('');
    await page.getByTestId('smallest-defect').press('Tab');
    await expect(page.getByTestId('preset-thorough-sees')).toHaveCount(0);
  });
  await test.step('what was chosen stays, whatever is recommended; one press chooses that', async () => {
    await page.getByTestId('family').selectOption('patch');
    await page.getByTestId('preset-quick-input').check();
    await page.getByTestId('needed-rate').fill('0.6');
    await page.reload();
    await expect(page.getByTestId('preset-quick-input')).toBeChecked();
    await expect(advice).toHaveAttribute('data-recommended', 'thorough');
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
    await expect(job).toBeInViewport();
    await expect(job).toHaveAttribute('data-state', 'completed', { timeout: 180_000 });
    await expect(job.getByTestId('used-device')).toHaveAttribute('data-device', /^[cg]pu$/);
    await expect(job.getByTestId('result-limits')).toHaveText(/^\s*T1 \d\.\d\d · T2 0\.50\s*$/);
    await expect(job.getByTestId('result-scores')).toHaveText(/^\s*median \d\.\d\d, worst \d\.\d\d\s*$/);
    await expect(job.getByTestId('result-worst')).toContainText('.png');
    const worst = job.getByTestId('good-part');
    // So few images leave only three for setting limits.
    await expect(worst).toHaveCount(3);
    await expect(job.getByTestId('good-parts-chart').locator('canvas')).toBeVisible();
    await photograph(page, 'training-result');
    await worst.first().getByTestId('leave-out').click();
    await expect(worst.first()).toHaveAttribute('data-left-out', 'true');
    await expect(job.getByTestId('retrain')).toBeEnabled();
    await page.getByTestId('undo').first().click();
    await expect(job.getByTestId('retrain')).toHaveCount(0);
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
