import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Preset } from '../../../src/shared/contract/training.ts';
import { heatCoverage, showsPicture } from './heat.ts';
import { holdPart, readNumber, readLastScores, startInspection, waitForVerdict } from './inspection.ts';
import { dragLimits } from './limits.ts';
import { activate, evaluate, train } from './training.ts';

interface Training {
  readonly preset: Preset;
  /** Null: the preset's own. */
  readonly epochs: number | null;
}

/** As short as a training can be that still has a curve. */
const briefly: Training = { preset: 'quick', epochs: 2 };

/** A newcomer's first minutes on an empty station, without a camera or a picture: to the first entry in the log. */
export async function firstRun(page: Page, { preset, epochs } = briefly): Promise<void> {
  await page.getByTestId('try-sample').click();
  await expect(page.getByTestId('product-title')).toHaveText('Sample product', { timeout: 60_000 });
  await expect(page.getByTestId('image-count')).toHaveText('40 good images');
  await train(page, preset, epochs);
  await page.getByTestId('evaluate-model').click();
  await evaluate(page);
  await activate(page);
  await watchParts(page);
  await findInLog(page);
}

/** Starts on the simulated camera; limits amid the scores seen let some of the next parts be defects, others good. */
async function watchParts(page: Page): Promise<void> {
  await startInspection(page, 'Sample product', 'simulated-camera');
  expect(await showsPicture(page)).toBe(true);
  const scores = await readLastScores(page, 6);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  await dragLimits(page, { review: low + 0.45 * (high - low), defect: low + 0.55 * (high - low) });
  await waitForVerdict(page, 'defect');
  await holdPart(page, 'defect');
  expect(await heatCoverage(page)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('start')).toBeVisible();
}

async function findInLog(page: Page): Promise<void> {
  const logged = await readNumber(page, 'count-defect');
  expect(logged).toBeGreaterThan(0);
  await page.getByTestId('rail-review').click();
  await expect(page.locator('[data-testid=defect][data-verdict=defect]')).toHaveCount(logged);
  await expect(page.getByTestId('verdict-counts').getByTestId('count-defect')).toHaveText(String(logged));
}
