import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readNumber, startInspection } from './flows/inspection.ts';
import { sampleName, writeLineHome } from './support/line-home.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

/** Checks that the question is below the picture, so that a person can look at a part meanwhile. */
async function expectBesidePicture(page: Page): Promise<void> {
  const [panel, picture] = await Promise.all(
    ['pause-panel', 'heat-canvas'].map((name) => page.getByTestId(name).boundingBox()),
  );
  expect(panel?.y).toBeGreaterThanOrEqual((picture?.y ?? Number.NaN) + (picture?.height ?? Number.NaN));
}

test('a pause gets its reason by one tap or a few words, shows it in the header, and needs none', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await writeLineHome(home);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' }, context: { hasTouch: true } });
  await page.goto(running.address);
  await startInspection(page, sampleName, 'simulated-camera');

  await page.getByTestId('pause').tap();
  const panel = page.getByTestId('pause-panel');
  await expect(panel).toHaveAttribute('data-reason', '');
  await expect(page.getByTestId('pause-chip')).toHaveText(/^Paused since \d\d:\d\d *$/);
  await expectBesidePicture(page);
  await expectOrderly(page);
  await photograph(page, 'line-pause');
  await page.getByTestId('pause-cleaning').tap();
  await expect(panel).toBeHidden();
  await expect(page.getByTestId('pause-chip')).toContainText('Cleaning');
  await page.getByTestId('pause-chip').tap();
  await expect(page.getByTestId('pause-cleaning')).toHaveAttribute('aria-pressed', 'true');
  await page.getByTestId('pause-words').fill('Belt is torn');
  await page.getByTestId('pause-words').press('Enter');
  await expect(page.getByTestId('pause-chip')).toContainText('Belt is torn');
  await expect(panel).toBeHidden();
  const { pause } = (await running.client.inspection.current()) ?? {};
  expect(pause).toMatchObject({ reason: 'Belt is torn' });

  const paused = await readNumber(page, 'count-total');
  await page.getByTestId('pause').tap();
  await expect(panel).toBeHidden();
  await expect(page.getByTestId('pause-chip')).toBeHidden();
  await expect.poll(() => readNumber(page, 'count-total')).toBeGreaterThan(paused);

  // A reason is optional: the cross and Escape close the question, and the pause goes on.
  await page.getByTestId('inspect-view').press('Space');
  await expect(panel).toHaveAttribute('data-reason', '');
  await page.getByTestId('pause-close').tap();
  await expect(panel).toBeHidden();
  await expect(page.getByTestId('pause-chip')).toBeVisible();
  await page.getByTestId('pause-chip').tap();
  await page.getByTestId('pause-words').press('Escape');
  await expect(panel).toBeHidden();
  await page.getByTestId('pause-chip').tap();
  await expect(panel).toBeVisible();
  await page.getByTestId('inspect-view').press('Escape');
  await expect(panel).toBeHidden();
  await expect(page.getByTestId('pause-chip')).toBeVisible();
  await page.getByTestId('inspect-view').press('Space');
  await expect(page.getByTestId('pause-chip')).toBeHidden();
});

test('full screen leaves the line its own workplace alone, with the state of the station in view', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await writeLineHome(home);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  const button = page.getByTestId('full-screen');
  await expect(page.getByTestId('rail-train')).toBeVisible();
  await page.getByTestId('inspect-view').press('f');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('rail-train')).toBeHidden();
  await expect(page.getByTestId('rail-settings')).toBeHidden();
  await expect(page.getByTestId('rail-inspection')).toBeVisible();
  await expectOrderly(page);
  await photograph(page, 'line-full-screen');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByTestId('rail-train')).toBeVisible();
});
