import { join } from 'node:path';
import { findNats } from '../../scripts/setup/nats.mjs';
import { collect } from '../support/collect.ts';
import { freePort } from '../support/free-port.ts';
import { writeGoodImages } from '../support/image-folder.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

test('a station publishes a product as a template, takes one, and has another station train', async ({
  folder,
  station,
  window,
}) => {
  test.skip(findNats() === undefined, 'nats-server is not on this machine');
  const environment = { LOUPE_NATS_SERVER: findNats() };
  const words = ['--plant', '--nats-port', String(await freePort())];
  const host = await station({ home: join(folder, 'plant'), words, environment });
  const openMember = async (
    name: string,
    values: Parameters<typeof host.client.settings.set>[0]['values'],
  ) => {
    const joined = await station({ home: join(folder, name) });
    const { token } = await host.client.plantHost.invite({ name });
    await joined.client.membership.join({ token });
    await joined.client.settings.set({ expected: 0, values: { 'station.name': name, ...values } });
    return joined;
  };
  const line = await openMember('Line 1', {});
  await openMember('Workshop', { 'plant.training': 'take' });
  const { id: productId } = await line.client.products.create({ name: 'Disc' });
  await writeGoodImages(join(folder, 'good'), 6);
  await collect(await line.client.datasets.importFolder({ productId, folder: join(folder, 'good') }));
  await expect.poll(() => line.client.training.trainers()).toHaveLength(1);

  const page = await window({ camera: { kind: 'none' } });
  await page.goto(line.address);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('product-menu').click();
  await page.getByTestId('publish-template').click();
  await expect(page.getByText('Disc is a template of the plant')).toBeVisible();
  await page.getByTestId('take-template').click();
  await expect(page.getByTestId('template')).toContainText('Disc, of Line 1');
  await expectAccessible(page);
  await page.getByTestId('template-name').fill('Disc, thick');
  await page.getByTestId('template-take').click();
  await expect(page.getByText('Disc, thick is made from the template')).toBeVisible();

  await page.getByRole('button', { name: /^Disc\b(?!,)/ }).click();
  await page.getByTestId('step-train').click();
  await page.getByTestId('trainer').selectOption({ label: 'Workshop, the processor' });
  await expectAccessible(page);
  await page.getByTestId('start-training').click();
  const job = page.getByTestId('job').first();
  await expect(job).toContainText('at Workshop');
  await expect(job).toHaveAttribute('data-state', 'completed', { timeout: 120_000 });
  expect(await line.client.models.list({ productId })).toMatchObject([{ active: false }]);
});
