import { join } from 'node:path';
import type { ImageLabel } from '../../src/shared/contract/datasets.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { sampleCameraFrame } from '../../src/main/sample/simulated-camera.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { openDataServices } from '../support/data-services.ts';
import { readNumber, startInspection } from './flows/inspection.ts';
import { sampleName, writeLineHome } from './support/line-home.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

/** Adds two known good parts and a known bad one. */
async function addKnownParts(home: string, productId: string): Promise<void> {
  const services = openDataServices(home);
  try {
    for (const [number, kind] of [null, null, 'scratch'].entries()) {
      const label: ImageLabel = { purpose: 'test', label: kind === null ? 'good' : 'defect', kind };
      const bytes = await encodePng(sampleCameraFrame(number).frame);
      const incoming = { bytes, name: `known-${number}.png`, origin: 'folder', label } as const;
      await services.datasets.add(productId, incoming, singleUser);
    }
  } finally {
    services.close();
  }
}

test('a shift: known parts block the line, an engineer releases it, and at the end stands what happened', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const [{ productId }] = await writeLineHome(home);
  await addKnownParts(home, productId);
  const running = await station({ home });
  const judgeAll = (limit: number) =>
    running.client.products.setThresholds({ id: productId, thresholds: { review: limit, defect: limit } });
  await judgeAll(1e9);
  const page = await window({ camera: { kind: 'none' }, context: { hasTouch: true } });
  await page.goto(running.address);

  await page.getByTestId('rail-train').click();
  await page.getByTestId('line-settings').click();
  await expect(page.getByTestId('known-image')).toHaveCount(3);
  await page.getByTestId('known-image').nth(0).click();
  await page.getByTestId('known-image').nth(2).click();
  await expect(page.getByTestId('known-parts')).toHaveAttribute('data-chosen', '2');
  await photograph(page, 'line-known-parts');
  await page.getByTestId('line-save').click();
  await expect(page.getByTestId('toast')).toBeVisible();
  expect(await running.client.shifts.knownParts({ productId })).toHaveLength(2);

  await page.getByTestId('rail-inspect').click();
  await page.getByTestId('shift').tap();
  await page.getByTestId('shift-operator').fill('Otto');
  await page.getByTestId('shift-start').tap();
  await expect(page.getByTestId('clearance')).toHaveText('Not checked yet');
  await page.getByTestId('check-run').tap();
  await expect(page.getByTestId('shift-check')).toHaveAttribute('data-state', 'blocked');
  const wrong = page.locator('[data-testid=known-part][data-right=false]');
  await expect(wrong).toHaveCount(1);
  await expect(wrong).toContainText('known-2.png');
  await expectOrderly(page);
  await photograph(page, 'line-shift-blocked');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('shift')).toHaveAttribute('data-state', 'blocked');
  await expect(page.getByTestId('shift')).toContainText('Otto since');
  await page.getByTestId('source-kind').selectOption('simulated-camera');
  await page.getByTestId('start').tap();
  await expect(page.getByTestId('session-failure')).toContainText('The line is not released');

  await page.getByTestId('shift').tap();
  await page.getByTestId('override-reason').fill('New light, limits follow');
  await page.getByTestId('override').tap();
  await expect(page.getByTestId('shift-check')).toHaveAttribute('data-state', 'released');
  await expect(page.getByTestId('release-reason')).toContainText('New light, limits follow');
  await page.keyboard.press('Escape');
  await startInspection(page, sampleName, 'simulated-camera');
  await expect.poll(() => readNumber(page, 'count-good')).toBeGreaterThan(0);
  await page.getByTestId('pause').tap();
  await page.getByTestId('pause-break').tap();
  await expect(page.getByTestId('pause-chip')).toContainText('Break');
  await expectOrderly(page);
  await photograph(page, 'line-shift-header');

  await page.getByTestId('shift').tap();
  await page.getByTestId('shift-end').tap();
  await expect(page.getByTestId('summary-product')).toContainText(sampleName);
  await expect(page.getByTestId('summary-pause')).toContainText('Break');
  await expectOrderly(page);
  await photograph(page, 'line-shift-summary');
  expect(await running.client.inspection.current()).toBeNull();
  const [shift] = await running.client.shifts.list({});
  expect(shift).toMatchObject({ operator: 'Otto', endedAt: expect.any(Number) });
  const { parts } = await running.client.log.counts({ shiftId: shift?.id ?? 0 });
  expect(parts.good).toBeGreaterThan(0);
});
