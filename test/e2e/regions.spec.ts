import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { evaluate } from './flows/training.ts';
import { startInspection, waitForVerdict } from './flows/inspection.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { photograph } from './support/photograph.ts';
import { writeGoodPictures } from './support/picture-files.ts';
import { expect, test } from './support/test.ts';

const product = 'Disc';
/** Limits that no score comes near, with a pixel threshold that every map exceeds somewhere. */
const scoreSaysGood = { review: 5e4, defect: 1e5, pixelThreshold: 10, smallestArea: 0 };

async function labelledFolder(folder: string): Promise<string> {
  for (const [first, kind] of ['good', 'crack'].entries()) {
    const path = join(folder, 'test', kind);
    await mkdir(path, { recursive: true });
    await writeGoodPictures(path, 2, first * 2);
  }
  return folder;
}

/** Types a number into a field and leaves the field. */
async function enter(page: Page, testId: string, value: string): Promise<void> {
  await page.getByTestId(testId).fill(value);
  await page.getByTestId(testId).press('Tab');
}

test('an engineer sets a smallest area; the next part is a defect by its region, and the log explains it', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home, product);
  const running = await station({ home });
  const [made] = await running.client.products.list();
  const id = made?.id ?? '';
  await running.client.products.setThresholds({ id, thresholds: scoreSaysGood });
  const inForce = async () => (await running.client.products.get({ id })).thresholds;
  const page = await window();
  await page.goto(running.address);

  await test.step('the evaluation judges by the score alone', async () => {
    await page.getByTestId('rail-train').click();
    await page.getByTestId('step-evaluate').click();
    await page.getByTestId('evaluation-folder').fill(await labelledFolder(join(folder, 'data')));
    await evaluate(page);
    await expect(page.getByTestId('confusion-defective-good')).toHaveText('2');
    await expect(page.getByTestId('pixel-threshold')).toHaveValue('10.00');
    await expect(page.getByTestId('smallest-area-cells')).toHaveText('off');
  });

  await test.step('a live part is good, its region is told', async () => {
    await startInspection(page, product, 'window-camera');
    await waitForVerdict(page, 'good');
    const regions = page.getByTestId('regions');
    await expect(regions).toHaveAttribute('data-decides', 'false');
    await expect(regions).toContainText(/region/);
    await expect(page.getByTestId('outline-value')).toHaveText('outline ≥ 10.00');
  });

  await test.step('with a smallest area every table follows at once', async () => {
    await page.getByTestId('rail-train').click();
    await page.getByTestId('step-evaluate').click();
    await enter(page, 'smallest-area', '0.5');
    // 0.5 % of 64 × 64 positions is 20.48 positions.
    await expect(page.getByTestId('smallest-area-cells')).toHaveText('21 pixels of the map');
    await expect(page.getByTestId('confusion-defective-defect')).toHaveText('2');
    await expect(page.getByTestId('false-reject-rate')).toHaveText('2 of 2');
    await expect(page.getByTestId('test-gallery').getByText('False reject', { exact: true })).toHaveCount(2);
    await photograph(page, 'regions-evaluate');
    expect(await inForce()).toMatchObject(scoreSaysGood);

    // A threshold that was not measured changes to the nearest measured one.
    await enter(page, 'pixel-threshold', '0.52');
    await expect(page.getByTestId('pixel-threshold')).toHaveValue('0.50');
    await expect(page.getByTestId('regions-unknown')).toHaveCount(0);
    await enter(page, 'pixel-threshold', '10');
    await page.getByTestId('use-limits').click();
    await expect(page.getByTestId('limits-note')).toHaveText('These limits are in force.');
    expect(await inForce()).toMatchObject({ ...scoreSaysGood, smallestArea: 0.005, origin: 'person' });
  });

  await test.step('the next live part is a defect by its region', async () => {
    await page.getByTestId('rail-inspect').click();
    await waitForVerdict(page, 'defect');
    const regions = page.getByTestId('regions');
    await expect(regions).toHaveAttribute('data-decides', 'true');
    await expect(regions).toContainText('Defect by a region of at least 0.50%');
    await photograph(page, 'regions-inspect');
    // Moving T2 at the line does not change the smallest area.
    await page.getByTestId('threshold-defect').press('ArrowRight');
    await expect.poll(async () => (await inForce())?.defect).toBeGreaterThan(scoreSaysGood.defect);
    expect(await inForce()).toMatchObject({ pixelThreshold: 10, smallestArea: 0.005 });
    await page.getByTestId('stop').click();
    await expect(page.getByTestId('start')).toBeVisible();
  });

  await test.step('the log tells region and limits, and other ones can be tried', async () => {
    await page.getByTestId('rail-review').click();
    await page.getByTestId('entry').first().click();
    const detail = page.getByTestId('entry-detail');
    await expect(detail.getByTestId('detail-verdict')).toHaveText('Defect');
    await expect(detail.getByTestId('detail-regions')).toHaveAttribute('data-decides', 'true');
    await expect(detail.getByTestId('facts')).toContainText('10.00, 0.50%');
    const wouldBe = detail.getByTestId('what-if-verdict');
    await expect(wouldBe).toHaveText('Defect');
    await enter(page, 'smallest-area', '0');
    await expect(wouldBe).toHaveText('Good');
    await enter(page, 'smallest-area', '0.01');
    await expect(wouldBe).toHaveText('Defect');
    await enter(page, 'pixel-threshold', '100000');
    await expect(wouldBe).toHaveText('Good');
    await expect(detail.getByTestId('detail-verdict')).toHaveText('Defect');
    await detail.getByTestId('what-if-reset').click();
    await expect(wouldBe).toHaveText('Defect');
    await detail.getByTestId('replay').click();
    await expect(detail.getByTestId('replay-result')).toHaveAttribute('data-equal', 'true');
    await photograph(page, 'regions-review');
  });

  await test.step('limits that let every part pass are asked about once more', async () => {
    await running.client.products.setThresholds({ id, thresholds: { review: 10, defect: 20 } });
    await page.getByTestId('rail-train').click();
    await page.getByTestId('step-evaluate').click();
    await page.reload();
    await enter(page, 'limit-defect-number', '100000');
    await page.getByTestId('use-limits').click();
    await expect(page.getByRole('dialog')).toContainText('defective parts may be called good');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await inForce()).toMatchObject({ defect: 20 });
    await page.getByTestId('use-limits').click();
    await page.getByTestId('use-limits-beyond').click();
    await expect(page.getByTestId('limits-note')).toHaveText('These limits are in force.');
    expect(await inForce()).toMatchObject({ review: 10, defect: 1e5 });
  });
});
