import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startInspection } from './flows/inspection.ts';
import { sampleName, writeLineHome } from './support/line-home.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

async function edit(page: Page, product: string): Promise<void> {
  await page.locator(`[data-testid=product][data-name="${product}"]`).click();
  await expect(page.getByTestId('product-title')).toHaveText(product);
}

async function archive(page: Page): Promise<void> {
  await page.getByTestId('product-menu').click();
  await page.getByTestId('archive-product').click();
}

test('what Train edits and what Inspect inspects are two choices, and the rail names what is inspected', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const [, ring] = await writeLineHome(home, ['Ring']);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  const inspection = page.getByTestId('rail-inspection');
  await expect(inspection).toHaveAttribute('data-state', 'none');
  await startInspection(page, sampleName, 'simulated-camera');
  await expect(page.getByTestId('rail-product')).toHaveText(sampleName);

  await page.getByTestId('rail-train').click();
  await edit(page, 'Ring');
  await page.getByTestId('step-activate').click();
  await expect(page.getByTestId('rail-product')).toHaveText(sampleName);
  await expect(inspection).toHaveAttribute('data-state', 'running');
  const address = page.url();
  expect(address).toContain(`/train/activate?product=${ring?.productId ?? ''}`);

  // Neither a look at Inspect nor a reload changes anything in Train.
  await page.getByTestId('rail-inspect').click();
  await expect(page.getByTestId('product-picker')).toHaveText(sampleName);
  await page.getByTestId('pause').click();
  await expect(inspection).toHaveAttribute('data-state', 'paused');
  await page.getByTestId('stop').click();
  await expect(inspection).toHaveAttribute('data-state', 'none');
  await expect(page.getByTestId('rail-product')).toBeHidden();
  await page.getByTestId('rail-train').click();
  await expect(page.getByTestId('product-title')).toHaveText('Ring');
  await page.goto(address);
  await page.reload();
  await expect(page.getByTestId('product-title')).toHaveText('Ring');
  await expect(page.getByTestId('step-activate')).toHaveAttribute('data-state', 'active');

  // Start inspects the product chosen in Inspect.
  await page.getByTestId('rail-inspect').click();
  await expect(page.getByTestId('product-picker')).toHaveText(sampleName);
  await page.getByTestId('start').click();
  await expect(page.getByTestId('rail-product')).toHaveText(sampleName);
});

test('a product is archived and restored, and not while it is inspected', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const [sample] = await writeLineHome(home, ['Ring']);
  const running = await station({ home });
  const thresholds = { review: -2e9, defect: -1e9 };
  await running.client.products.setThresholds({ id: sample.productId, thresholds });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await startInspection(page, sampleName, 'simulated-camera');

  await page.getByTestId('rail-train').click();
  await edit(page, sampleName);
  await expect(page.getByTestId('archived-products')).toBeHidden();
  await archive(page);
  await expect(page.getByTestId('archive-inspected')).toBeVisible();
  await expect(page.getByTestId('archive-confirm')).toBeHidden();
  await photograph(page, 'archive-inspected');
  await page.getByTestId('archive-to-inspection').click();
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('start')).toBeVisible();

  await page.getByTestId('rail-train').click();
  await archive(page);
  await page.getByTestId('archive-confirm').click();
  await expect(page.getByTestId('product-title')).toHaveText('Ring');
  await expect(page.getByTestId('product')).toHaveCount(1);
  await page.reload();
  await expect(page.getByTestId('archived-products')).toHaveText('Archived (1)');

  // The log still finds the product by its name.
  await page.getByTestId('rail-review').click();
  await page.getByTestId('filter-product').selectOption({ label: sampleName });
  await expect(page.getByTestId('entry').first()).toBeVisible();

  await page.getByTestId('rail-train').click();
  await page.getByTestId('archived-products').click();
  await expectOrderly(page);
  await photograph(page, 'archived-products');
  await page.getByTestId('restore-product').click();
  await expect(page.getByTestId('product-title')).toHaveText(sampleName);
  await expect(page.getByTestId('product')).toHaveCount(2);
  await expect(page.getByTestId('archived-products')).toBeHidden();
  expect((await running.client.products.list()).map(({ name }) => name)).toEqual(['Ring', sampleName]);
});

test('a product is saved as a file and taken in again as a copy', async ({ folder, station, window }) => {
  const home = join(folder, 'home');
  await writeLineHome(home, ['Ring']);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-train').click();
  await edit(page, 'Ring');
  await page.getByTestId('product-menu').click();
  await page.getByTestId('save-product').click();
  const saved = page.waitForEvent('download');
  await page.getByTestId('save-product-start').click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('Ring.loupe-product');
  const file = join(folder, 'Ring.loupe-product');
  await download.saveAs(file);
  await expect(page.getByTestId('save-product-start')).toBeHidden();

  await page.getByTestId('take-product-file').setInputFiles(file);
  const name = page.getByTestId('copy-name');
  await expect(name).toBeVisible();
  await expect(page.getByTestId('take-copy')).toBeDisabled();
  await photograph(page, 'product-file');
  await name.fill('Ring of hall 2');
  await page.getByTestId('take-copy').click();
  await expect(page.getByTestId('product-title')).toHaveText('Ring of hall 2');
  await expectOrderly(page);
  const copy = page.locator('[data-testid=product][data-name="Ring of hall 2"]');
  await expect(copy.getByTestId('product-state')).toHaveText('Active');
});

test('a long name in one word breaks in every dialog of its product, at a desk and on a phone', async ({
  folder,
  station,
  window,
}) => {
  const name = 'Getriebegehäuseabdeckungsdichtungsnutprüfung_4711-0815-ÄÖÜ_Aluminiumdruckguss';
  const home = join(folder, 'home');
  await writeLineHome(home, [name]);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-train').click();
  await edit(page, name);
  const viewports = [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ];
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    const openers = [
      () => page.getByTestId('line-settings').click(),
      () => page.getByTestId('edit-causes').click(),
      () => archive(page),
    ];
    for (const open of openers) {
      await open();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toBeVisible();
      expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  }
  await page.getByTestId('rail-inspect').click();
  await expect(page.getByTestId('product-picker')).toBeVisible();
  await expectOrderly(page);
});
