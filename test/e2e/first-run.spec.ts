import { join } from 'node:path';
import { firstRun } from './flows/first-run.ts';
import { keepSampleHome } from './support/homes.ts';
import { expect, test } from './support/test.ts';

test.setTimeout(600_000);

test('a newcomer comes from an empty station to a logged defect with the sample product', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });

  await page.goto(running.address);
  await expect(page.getByTestId('empty-state')).toContainText('No product yet');
  await firstRun(page);

  const [product] = await running.client.products.list();
  expect(product).toMatchObject({ isSample: true, imageCount: 40, modelCount: 1 });
  const { entries } = await running.client.log.query({});
  const latest = await running.client.log.get({ id: entries[0]?.id ?? 0 });
  expect(latest).toMatchObject({ source: { kind: 'simulated-camera' }, modelId: product?.activeModelId });
  expect(await running.client.inspection.current()).toBeNull();
  expect(await running.stop()).toBe(0);
  await keepSampleHome(home);
});
