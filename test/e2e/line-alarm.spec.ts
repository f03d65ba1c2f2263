import { join } from 'node:path';
import { startInspection } from './flows/inspection.ts';
import { sampleName, writeLineHome } from './support/line-home.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('an engineer sets the alarm; at the line it covers everything until it is acknowledged, and counting goes on', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const [{ productId }] = await writeLineHome(home);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' }, context: { hasTouch: true } });
  await page.goto(running.address);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('line-settings').click();
  await page.getByTestId('line-alarms').check();
  await page.getByTestId('line-alarm-after').fill('101');
  await expect(page.getByTestId('line-save')).toBeDisabled();
  await page.getByTestId('line-alarm-after').fill('3');
  await photograph(page, 'line-settings');
  await page.getByTestId('line-save').click();
  await expect(page.getByTestId('toast')).toContainText('Line settings saved');

  await running.client.products.setThresholds({
    id: productId,
    thresholds: { review: -2e9, defect: -1e9 },
  });
  await startInspection(page, sampleName, 'simulated-camera');
  const alarm = page.getByTestId('alarm');
  await expect(page.getByTestId('alarm-word')).toHaveText('3 rejects in a row');
  await expect(page.getByTestId('alarm-acknowledge')).toBeFocused();
  await expectOrderly(page);
  await photograph(page, 'line-alarm');
  await page.getByTestId('alarm-mute').tap();
  await expect(page.getByTestId('alarm-mute')).toHaveAttribute('aria-pressed', 'true');
  const readRejects = async (): Promise<number> =>
    Number(await page.getByTestId('alarm-rejects').getAttribute('data-count'));
  const before = await readRejects();
  await expect.poll(readRejects).toBeGreaterThan(before);

  await page.reload();
  await expect(page.getByTestId('alarm-mute')).toHaveAttribute('aria-pressed', 'true');
  await running.client.products.setThresholds({ id: productId, thresholds: { review: 1e8, defect: 1e9 } });
  await page.getByTestId('alarm-acknowledge').tap();
  await expect(alarm).toBeHidden();
  expect(await running.client.inspection.alarms()).toEqual([]);
  await expect(page.getByTestId('pause')).toBeVisible();
});
