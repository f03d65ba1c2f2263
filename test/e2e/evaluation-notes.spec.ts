import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLabelledFolder } from '../support/labelled-folder.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { expectAccessible } from './support/accessible.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('what is odd about a labelled folder is said beside the figures, and a question can be answered', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home);
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 2, 2);
  renameSync(join(data, 'test/good'), join(data, 'test/ok'));
  writeFileSync(join(data, 'ground_truth/spot/1_mask.png'), 'no picture');
  const { address } = await station({ home });
  const page = await window();
  await page.goto(address);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('step-evaluate').click();
  await page.getByTestId('evaluation-folder').fill(data);
  await page.getByTestId('evaluate').click();

  const asked = page.locator('[data-testid="data-note"][data-code="kindsTakenAsGood"]');
  await expect(asked).toContainText('ok', { timeout: 60_000 });
  const unreadable = page.locator('[data-testid="data-note"][data-code="masksUnreadable"]');
  await expect(unreadable).toContainText('test/spot/1.png');
  await expect(page.getByTestId('metric-images')).toHaveText('4');
  await expect(page.getByTestId('metric-imageAuroc')).not.toHaveText('–');
  await photograph(page, 'evaluation-notes');
  await expectAccessible(page);

  await page.getByTestId('kinds-are-defects').click();
  await expect(asked).toHaveCount(0);
  await expect(page.getByTestId('metric-imageAuroc')).toHaveText('–');
  // The answer stays after another evaluation of the same folder.
  await page.getByTestId('evaluate').click();
  await expect(page.getByTestId('evaluation-progress')).toHaveCount(0);
  await expect(asked).toHaveCount(0);
});
