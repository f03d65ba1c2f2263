import { join } from 'node:path';
import { evaluate } from './flows/training.ts';
import { sampleHome } from './support/homes.ts';
import { copyHome } from './support/run-cache.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

// If no other spec has done so yet, this one first trains the sample product.
test.setTimeout(600_000);

test('a model that was evaluated on the images of the active one is compared with it', async ({
  folder,
  station,
  window,
}) => {
  const home = await copyHome(await sampleHome(), join(folder, 'home'));
  const { address, client } = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(address);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('step-train').click();
  await page.getByTestId('family').selectOption('memory');
  await page.getByTestId('start-training').click();
  // The card of the training before is shown until the new one has begun.
  await expect(page.getByTestId('job').first()).not.toHaveAttribute('data-state', 'completed');
  await expect(page.getByTestId('job').first()).toHaveAttribute('data-state', 'completed', {
    timeout: 180_000,
  });
  await page.getByTestId('evaluate-model').click();
  await evaluate(page);

  const comparison = page.getByTestId('comparison');
  await expect(comparison).toHaveAttribute('data-comparison', /^(better|worse|alike|mixed)$/);
  await expect(comparison).toContainText(/\d+ of \d+ defects pass/);
  await photograph(page, 'comparison');

  const [product] = await client.products.list();
  const [newest, active] = (await client.models.list({ productId: product?.id ?? '' })).toSorted(
    (a, b) => b.createdAt - a.createdAt,
  );
  expect(active?.active).toBe(true);
  await page.getByTestId('evaluated-model').selectOption(active?.id ?? '');
  await expect(comparison).toHaveCount(0);
  await page.getByTestId('evaluated-model').selectOption(newest?.id ?? '');
  await expect(comparison).toBeVisible();
});
