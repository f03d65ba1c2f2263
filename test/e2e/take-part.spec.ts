import { join } from 'node:path';
import { makeSmallProduct } from '../support/small-product.ts';
import { openSettings } from './flows/settings.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('a lane that is triggered by software takes a part with the button, and one with the key T', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'line');
  await page.getByTestId('lane-change').click();
  await page.getByTestId('lane-source').selectOption('simulated-camera');
  await page.getByTestId('lane-trigger').selectOption('software');
  await page.getByTestId('lane-save').click();
  await expect(page.getByTestId('lane-form')).toHaveCount(0);

  await page.getByTestId('rail-inspect').click();
  await page.getByTestId('start').click();
  const total = page.getByTestId('count-total');
  const take = page.getByTestId('take-part');
  await expect(take).toBeEnabled();
  await expect(total).toHaveText('0');
  await take.click();
  await expect(total).toHaveText('1');
  await expect(take).toBeEnabled();
  await page.keyboard.press('t');
  await expect(total).toHaveText('2');
  await expect(page.getByTestId('counts')).toHaveAttribute('data-counted-as', 'parts');
  const session = await running.client.inspection.current();
  const { dropped: _, ...counts } = session?.counts ?? { dropped: 0 };
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(2);
  await expectOrderly(page);
  await expectAccessible(page);
  await photograph(page, 'take-part');
});
