import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { bracket, pictureOf, scattered } from '../support/lying-part.ts';
import { chooseFiles, createProduct } from './flows/images.ts';
import { chooseProduct } from './flows/inspection.ts';
import { activate } from './flows/training.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { writeGoodPictures } from './support/picture-files.ts';
import { expect, test } from './support/test.ts';

// The test trains once and twice waits for the measurement of the machine's speed.
test.setTimeout(600_000);

test('parts that lie turned are recommended to be brought into place, and Inspect says how each lay', async ({
  folder,
  station,
  window,
}) => {
  const { address } = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(address);
  const choice = page.getByTestId('align-choice');
  const advice = page.getByTestId('align-advice');

  await test.step('what lies in one place already is left alone', async () => {
    await createProduct(page, 'Flange');
    await chooseFiles(page, await writeGoodPictures(folder, 6));
    await page.getByTestId('step-train').click();
    await expect(advice).toContainText('not needed', { timeout: 240_000 });
    await expect(page.getByTestId('align')).not.toContainText('Recommended');
  });

  const parts = join(folder, 'parts');
  await test.step('for turned parts it is recommended, and left to the engineer', async () => {
    await mkdir(parts);
    const pictures = scattered(bracket, 8).map(({ picture }) => picture);
    const paths: string[] = [];
    for (const [number, picture] of pictures.entries()) {
      const path = join(folder, `bracket-${number}.png`);
      await writeFile(path, await encodePng(picture));
      paths.push(path);
    }
    await createProduct(page, 'Bracket');
    await chooseFiles(page, paths);
    await page.getByTestId('step-train').click();
    await expect(advice).toContainText('turned by up to', { timeout: 240_000 });
    await expect(page.getByTestId('align')).toContainText('Recommended');
    await expect(choice).not.toBeChecked();
    await choice.check();
    await expect(page.getByTestId('align')).toContainText('A part that is not found is not inspected.');
    await expectOrderly(page);
    await photograph(page, 'alignment-recommended');
  });

  await test.step('a model that was trained so says of each part how it lay', async () => {
    await page.getByTestId('start-training').click();
    await expect(page.getByTestId('job')).toHaveAttribute('data-state', 'completed', { timeout: 180_000 });
    await activate(page);
    await writeFile(
      join(parts, 'turned.png'),
      await encodePng(pictureOf(bracket, { x: 86, y: 60, angle: 40 }, 99)),
    );
    await page.getByTestId('rail-inspect').click();
    await chooseProduct(page, 'Bracket');
    await page.getByTestId('source-kind').selectOption('watched-folder');
    await page.getByTestId('source-folder').fill(parts);
    await page.getByTestId('start').click();
    await expect(page.getByTestId('count-total')).toHaveText('1');
    await page.getByTestId('timings').locator('summary').click();
    await expect(page.getByTestId('pose')).toContainText('Found turned');
    await expectOrderly(page);
  });
});
