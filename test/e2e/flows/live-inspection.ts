import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Thresholds } from '../../../src/shared/domain/verdict.ts';
import { heatCoverage, showsPicture } from './heat.ts';
import { holdPart, readNumber, startInspection, waitForOnly, waitForVerdict } from './inspection.ts';
import { dragLimits, readLimit } from './limits.ts';

export interface LiveInspection {
  readonly product: string;
  /** Limits between the scores of the camera's good and defective parts. */
  readonly limits: Thresholds;
  /** A score above all parts' scores. */
  readonly aboveAll: number;
}

/**
 * Plays an operator's short shift: starts on the window's camera, watches good and defective parts, moves the limits, pauses,
 * stops.
 */
export async function liveInspection(
  page: Page,
  { product, limits, aboveAll }: LiveInspection,
): Promise<void> {
  await startInspection(page, product, 'window-camera');
  expect(await showsPicture(page)).toBe(true);

  await dragLimits(page, limits);
  await waitForVerdict(page, 'defect');
  await waitForVerdict(page, 'good');
  await waitForVerdict(page, 'defect');

  const score = await holdPart(page, 'defect');
  expect(score).toBeGreaterThanOrEqual(await readLimit(page, 'defect'));
  expect(await heatCoverage(page)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('frozen')).toBeHidden();
  await expect(page.getByTestId('decision').getByTestId('confirm')).toBeEnabled();

  await expect.poll(() => readNumber(page, 'count-defect')).toBeGreaterThan(0);
  await expect.poll(() => readNumber(page, 'count-good')).toBeGreaterThan(0);
  await expect(page.getByTestId('dropped')).toHaveText(/^\d[\d,]* dropped$/);
  await expect(page.getByTestId('provider')).toHaveText('CPU');
  await expect(page.getByTestId('time-run')).toHaveText(/ms$/);

  await moveLimits(page, aboveAll);
  await pauseAndGoOn(page);
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('start')).toBeVisible();
}

/** With limits below every score all parts are defects, above every score all are good; each limit applies to the next parts. */
async function moveLimits(page: Page, aboveAll: number): Promise<void> {
  await dragLimits(page, { review: 0, defect: 0 });
  await waitForOnly(page, 'defect');
  await dragLimits(page, { review: aboveAll, defect: aboveAll * 1.2 });
  await waitForOnly(page, 'good');

  // A key moves the limit by one step. While the message about a move is shown, the next move is added to it.
  await expect(page.getByTestId('toast')).toHaveCount(0);
  const before = await readLimit(page, 'defect');
  await page.getByTestId('threshold-defect').press('ArrowRight');
  await expect.poll(() => readLimit(page, 'defect')).toBeGreaterThan(before);
  await page.getByTestId('undo').last().click();
  await expect.poll(() => readLimit(page, 'defect')).toBe(before);
}

async function pauseAndGoOn(page: Page): Promise<void> {
  await page.getByTestId('inspect-view').press('Space');
  await expect(page.getByTestId('picture-note')).toHaveText('Paused');
  const paused = await readNumber(page, 'count-total');
  await page.getByTestId('inspect-view').press('Space');
  await expect(page.getByTestId('picture-note')).toBeHidden();
  await expect.poll(() => readNumber(page, 'count-total')).toBeGreaterThan(paused);
}
