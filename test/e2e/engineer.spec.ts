import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeLabelledFolder } from '../support/labelled-folder.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { chooseFiles, createProduct, dropFiles, importFolder } from './flows/images.ts';
import { startTraining } from './flows/training.ts';
import { workInProgress } from './support/homes.ts';
import { photograph } from './support/photograph.ts';
import { writeGoodPictures, writeOddFiles, writeUnusualPictures } from './support/picture-files.ts';
import type { RunningStation } from './support/running-station.ts';
import { expect, test } from './support/test.ts';

interface Workplace {
  readonly page: Page;
  readonly station: RunningStation;
}

const engineer = test.extend<{ workplace: Workplace }>({
  workplace: async ({ folder, station, window }, use) => {
    const running = await station({ home: join(folder, 'home') });
    const page = await window();
    await page.goto(running.address);
    await use({ page, station: running });
  },
});

engineer('good images come in, odd files are named and left out', async ({ folder, workplace }) => {
  const { page } = workplace;
  await createProduct(page, 'Flange');
  const good = await writeGoodPictures(folder, 2);
  const odd = await writeOddFiles(folder);

  await chooseFiles(page, [...good, ...odd.paths, ...(await writeUnusualPictures(folder))]);
  await expect(page.getByTestId('import-added')).toHaveText('4 added');
  const skipped = page.getByTestId('skipped-file');
  await expect(skipped).toHaveCount(odd.names.length);
  for (const name of odd.names) await expect(skipped.filter({ hasText: name })).toBeVisible();
  await expect(page.getByTestId('image-count')).toHaveText('4 good images');
  await photograph(page, 'files-skipped');

  await dropFiles(page, [...(await writeGoodPictures(folder, 1, 2)), ...good.slice(0, 1)]);
  await expect(page.getByTestId('import-added')).toHaveText('1 added');
  await expect(page.getByTestId('import-duplicates')).toHaveText('1 there already');
  await expect(page.getByTestId('image-count')).toHaveText('5 good images');
});

engineer('a folder that is missing, empty or good answers by its name', async ({ folder, workplace }) => {
  const { page } = workplace;
  await createProduct(page, 'Flange');
  const failure = page.getByTestId('import').getByTestId('error-state');

  const missing = join(folder, 'not-there');
  await importFolder(page, missing);
  await expect(failure).toHaveAttribute('data-code', 'NOT_FOUND');
  await expect(failure).toContainText(missing);

  await photograph(page, 'folder-missing');

  const parts = join(folder, 'parts');
  await mkdir(parts);
  await importFolder(page, parts);
  await expect(failure).toHaveAttribute('data-code', 'NO_IMAGES');
  await expect(failure).toContainText(parts);

  await writeGoodPictures(parts, 3);
  await importFolder(page, parts);
  await expect(page.getByTestId('import-added')).toHaveText('3 added');
  await expect(page.getByTestId('image-count')).toHaveText('3 good images');
});

engineer('a region is drawn and kept; a removed image comes back', async ({ folder, workplace }) => {
  const { page, station } = workplace;
  await createProduct(page, 'Flange');
  await chooseFiles(page, await writeGoodPictures(folder, 2));

  await page.getByTestId('edit-region').click();
  // On a phone the picture has room for a finger; the dialog scrolls.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(async () => (await page.getByTestId('drawing-stage').boundingBox())?.height)
    .toBeGreaterThan(300);
  await page.setViewportSize({ width: 1280, height: 800 });
  const stage = await page.getByTestId('drawing-stage').boundingBox();
  if (!stage) throw new Error('The picture is not shown');
  // The 4 : 3 picture lies completely in the middle of its stage.
  const [width, height] = [
    Math.min(stage.width, (stage.height * 4) / 3),
    Math.min(stage.height, (stage.width * 3) / 4),
  ];
  const at = (x: number, y: number): [number, number] => [
    stage.x + (stage.width - width) / 2 + x * width,
    stage.y + (stage.height - height) / 2 + y * height,
  ];
  await page.mouse.move(...at(0.2, 0.1));
  await page.mouse.down();
  await page.mouse.move(...at(0.7, 0.9), { steps: 5 });
  await page.mouse.up();
  const shapes = page.getByTestId('drawn-shape');
  await expect(shapes).toHaveCount(1);
  await page.getByTestId('region-width').fill('40');
  await page.getByTestId('region-width').press('Tab');
  await page.getByTestId('role-exclusion').click();
  await page.getByTestId('draw-polygon').click();
  for (const corner of [at(0.3, 0.3), at(0.5, 0.3), at(0.5, 0.5), at(0.3, 0.5)]) {
    await page.mouse.click(...corner);
  }
  await page.keyboard.press('Enter');
  await expect(shapes).toHaveCount(2);
  await page.getByTestId('draw-ellipse').click();
  await page.getByTestId('drawing-stage').getByRole('application').press(' ');
  await expect(shapes).toHaveCount(3);
  await page.getByTestId('remove-shape').last().click();
  await expect(shapes).toHaveCount(2);
  await photograph(page, 'region');
  await page.getByTestId('region-save').click();
  await expect(page.getByTestId('drawing-stage')).toBeHidden();
  const [product] = await station.client.products.list();
  expect(product?.area.region?.x).toBeCloseTo(0.2, 1);
  expect(product?.area.region?.width).toBeCloseTo(0.4, 5);
  expect(product?.area.region?.height).toBeCloseTo(0.8, 1);
  const [exclusion] = product?.area.exclusions ?? [];
  const corners = exclusion && 'length' in exclusion ? exclusion : [];
  expect(Math.min(...corners.map(({ x }) => x))).toBeCloseTo(0.3, 1);
  expect(Math.max(...corners.map(({ y }) => y))).toBeCloseTo(0.5, 1);

  await page.reload();
  await expect(page.getByTestId('image')).toHaveCount(2);
  const first = page.getByTestId('image').first();
  const name = await first.getAttribute('data-name');
  await first.hover();
  await first.getByTestId('remove-image').click();
  await expect(page.getByTestId('image')).toHaveCount(1);
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('image')).toHaveCount(2);
  await expect(page.locator(`[data-testid=image][data-name="${name}"]`)).toBeVisible();
});

engineer('a product needs a name of its own', async ({ workplace }) => {
  const { page } = workplace;
  await createProduct(page, 'Flange');
  await page.getByTestId('new-product').click();
  const problem = page.getByTestId('product-name-problem');
  await page.getByTestId('product-save').click();
  await expect(problem).toHaveText('A product needs a name.');
  await page.getByTestId('product-name').fill('flange');
  await expect(problem).toContainText('There is a product with this name');
  await photograph(page, 'name-taken');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('product')).toHaveCount(1);
});

engineer(
  'training says how many images it needs, and a cancelled one leaves nothing',
  async ({ folder, workplace }) => {
    const { page, station } = workplace;
    await createProduct(page, 'Flange');
    await chooseFiles(page, await writeGoodPictures(folder, 2));
    await startTraining(page, 'quick', 50);
    const refusal = page.getByTestId('training-form').getByTestId('error-state');
    await expect(refusal).toHaveAttribute('data-code', 'TOO_FEW_IMAGES');
    await expect(refusal).toContainText('“Flange” has 2 good images; at least 5 are needed');

    await photograph(page, 'too-few-images');
    await page.getByTestId('step-images').click();
    await chooseFiles(page, await writeGoodPictures(folder, 4, 2));
    await startTraining(page, 'quick', 500);
    const job = page.getByTestId('job');
    await expect(job).toHaveAttribute('data-phase', 'students', { timeout: 60_000 });
    expect(await workInProgress(station.home)).toHaveLength(1);
    await photograph(page, 'training');
    const clicked = Date.now();
    await job.getByTestId('cancel-training').click();
    await expect(job).toHaveAttribute('data-state', 'cancelled');
    const [record] = await station.client.training.list({});
    const seconds = ((record?.finishedAt ?? Infinity) - clicked) / 1000;
    expect(seconds, 'seconds from the click to the end of the job').toBeLessThan(2);
    expect(await workInProgress(station.home)).toEqual([]);
    expect(await station.client.models.list({ productId: record?.productId ?? '' })).toEqual([]);
    await expect(page.getByTestId('history-entry')).toHaveAttribute('data-state', 'cancelled');
  },
);

test('an evaluation shows its images and is saved as a page that needs nothing beside it', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home);
  const data = join(folder, 'parts');
  await writeLabelledFolder(data, 3, 3);
  const { address } = await station({ home });
  const page = await window();
  await page.goto(address);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('step-evaluate').click();
  await page.getByTestId('evaluation-folder').fill(data);
  await page.getByTestId('evaluate').click();

  const images = page.getByTestId('test-image');
  await expect(images.first()).toBeVisible();
  await page.getByTestId('gallery-all').click();
  await expect(images).toHaveCount(6);
  await page.getByTestId('gallery-truth').selectOption({ label: 'Good' });
  await expect(page.getByTestId('gallery-count')).toHaveText('3 images');
  await page.getByTestId('pick-kind').first().click();
  await expect(page.getByTestId('gallery-count')).toHaveText('3 images');
  await expect(page.locator('[data-testid=test-image][data-defective=true]')).toHaveCount(3);
  await page.getByTestId('gallery-all').click();
  await images.first().click();
  const dialog = page.getByTestId('picture-dialog');
  const heat = dialog.getByTestId('heat-picture').getByTestId('heat-canvas');
  await expect(heat).toHaveAttribute('data-heat', 'shown');
  await page.keyboard.press('v');
  await expect(dialog.getByTestId('bare-picture')).toBeVisible();
  await dialog.getByTestId('heat-scale').selectOption('picture');
  await photograph(page, 'test-image');
  // H hides the heatmap only while it is held down. Afterwards the picture can be magnified, and 0 shows it completely again.
  await page.keyboard.down('h');
  await page.keyboard.down('h');
  await expect(heat).toHaveAttribute('data-heat', 'hidden');
  await page.keyboard.up('h');
  await expect(heat).toHaveAttribute('data-heat', 'shown');
  const pane = dialog.getByTestId('picture-pane').last();
  await pane.hover();
  await page.mouse.wheel(0, -400);
  await expect(pane).toHaveAttribute('data-magnified', 'true');
  await page.keyboard.press('0');
  await expect(pane).toHaveAttribute('data-magnified', 'false');
  const place = page.getByTestId('picture-place');
  const many = Number((await place.textContent())?.split(' ').at(-1));
  expect(many).toBeGreaterThan(1);
  await page.keyboard.press('ArrowRight');
  await expect(place).toHaveText(`2 of ${many}`);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(place).toHaveText(`1 of ${many}`);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('pro-chart').getByRole('img')).toHaveAttribute(
    'aria-label',
    /limit of 0.3; area 0\.\d{3}/,
  );
  for (const part of ['score-histogram', 'test-gallery', 'kind-scores', 'precision-chart', 'marked-places']) {
    await page.getByTestId(part).scrollIntoViewIfNeeded();
    await photograph(page, part);
  }

  for (const kind of ['png', 'svg']) {
    const drawing = page.waitForEvent('download');
    await page.getByTestId('score-histogram').getByTestId(`chart-${kind}`).click();
    expect((await drawing).suggestedFilename()).toBe(`Scores and limits.${kind}`);
  }

  const downloading = page.waitForEvent('download');
  await page.getByTestId('save-report').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^Disc evaluation \d{4}-\d\d-\d\d\.html$/);
  const saved = join(folder, 'report.html');
  await download.saveAs(saved);
  expect(await readFile(saved, 'utf8')).toContain('<title>Disc: evaluation on parts</title>');

  const problems: string[] = [];
  const reader = await page.context().newPage();
  reader.on('console', (message) => problems.push(message.text()));
  reader.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) problems.push(request.url());
  });
  await reader.goto(`file://${saved}`);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveCSS('font-size', '28px');
  await expect
    .poll(() => reader.evaluate(() => [...document.images].every((image) => image.naturalWidth > 0)))
    .toBe(true);
  await reader.emulateMedia({ colorScheme: 'dark' });
  await expect(reader.locator('body')).toHaveCSS('background-color', 'rgb(13, 16, 19)');
  await reader.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await expect(reader.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  expect(problems).toEqual([]);
  await reader.close();

  await rm(data, { recursive: true });
  await page.reload();
  await expect(page.getByTestId('picture-missing').first()).toBeVisible();
});
