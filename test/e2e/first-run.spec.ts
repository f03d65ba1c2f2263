import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { firstRun } from './flows/first-run.ts';
import { keepForRun } from './support/run-cache.ts';
import type { RunningStation } from './support/running-station.ts';
import { expect, test } from './support/test.ts';

test.setTimeout(600_000);

test('a newcomer comes from an empty station to a logged defect with the sample product', async ({
  station,
  window,
}) => {
  // Other specs start from the station of this one.
  await keepForRun('sample', async (folder) => {
    const running = await station({ home: join(folder, 'home') });
    await newcomer(running, await window({ camera: { kind: 'none' } }));
    expect(await running.stop()).toBe(0);
  });
});

async function newcomer(running: RunningStation, page: Page): Promise<void> {
  await page.goto(running.address);
  await expect(page.getByTestId('empty-state')).toContainText('No product yet');
  await firstRun(page);

  const [product] = await running.client.products.list();
  expect(product).toMatchObject({ isSample: true, imageCount: 40, modelCount: 2 });
  const { test: tests } = await running.client.datasets.counts({ productId: product?.id ?? '' });
  expect(tests).toEqual({ good: 10, defective: 16, masks: 16 });
  const { entries } = await running.client.log.query({});
  const latest = await running.client.log.get({ id: entries[0]?.id ?? 0 });
  expect(latest).toMatchObject({ source: { kind: 'simulated-camera' }, modelId: product?.activeModelId });
  expect(await running.client.inspection.current()).toBeNull();
}
