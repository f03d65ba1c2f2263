import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeImage } from '../../src/main/images/decode-image.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { generatePart } from '../../src/main/sample/generate-part.ts';
import { copiesOf } from '../support/picture-copies.ts';
import { chooseFiles, createProduct } from './flows/images.ts';
import { photograph } from './support/photograph.ts';
import { writeGoodPictures } from './support/picture-files.ts';
import { built, runProgram } from './support/running-station.ts';
import { expect, test } from './support/test.ts';

test('a stain among good images and a picture taken twice are pointed out, and removed or kept', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const running = await station({ home });
  const page = await window();
  await page.goto(running.address);
  await createProduct(page, 'Flange');
  const good = await writeGoodPictures(folder, 10);
  const stained = join(folder, 'stained.png');
  await writeFile(stained, await encodePng(generatePart(102, 'stain').frame));
  const { noisy } = await copiesOf(await decodeImage(await readFile(good[3] ?? ''), 'part-3.png'));
  if (noisy === undefined) throw new Error('A copy with noise was asked for');
  const again = join(folder, 'taken-again.png');
  await writeFile(again, await encodePng(noisy));

  await chooseFiles(page, [...good, stained, again]);
  const notice = page.getByTestId('check-notice');
  await expect(notice).toContainText('1 group of near duplicates', { timeout: 90_000 });
  await expect(notice).toContainText('unusual training image');
  await page.getByTestId('check-open').click();
  const outlier = page.getByTestId('outlier').filter({ hasText: 'stained.png' });
  await expect(outlier.getByTestId('finding-place')).toBeVisible();
  const group = page.getByTestId('duplicates');
  await expect(group).toContainText('part-3.png');
  await expect(group).toContainText('taken-again.png');
  await photograph(page, 'image-check');

  await outlier.getByTestId('finding-remove').click();
  await expect(outlier).toHaveCount(0, { timeout: 60_000 });
  await group.getByTestId('keep-group').click();
  await expect(group).toHaveCount(0, { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('image-count')).toHaveText('11 good images');
  await page.reload();
  await expect(page.getByTestId('image')).toHaveCount(11);
  await expect(page.getByText('near duplicates')).toHaveCount(0);

  const [product] = await running.client.products.list();
  const images = await running.client.datasets.list({ productId: product?.id ?? '' });
  expect(images.images.map(({ name }) => name)).not.toContain('stained.png');
  await running.stop();
  const words = ['--json', 'images', '--product', 'Flange', '--check'];
  const printed = await runProgram(built.cli, words, { STATION_HOME: home });
  expect(printed.stderr).not.toContain('Error');
  expect(JSON.parse(printed.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
    counts: { training: 11 },
    looked: 11,
    kept: 1,
    duplicates: [],
  });
});
