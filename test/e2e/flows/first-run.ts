import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Preset } from '../../../src/shared/domain/families.ts';
import { heatCoverage, showsPicture } from './heat.ts';
import { holdPart, readNumber, startInspection, waitForVerdict } from './inspection.ts';
import { photograph } from '../support/photograph.ts';
import { activate, evaluate, train } from './training.ts';

interface Training {
  readonly preset: Preset;
  /** Null for the preset's own epochs. */
  readonly epochs: number | null;
}

/** A training so short that the students learn little; the memory still finds the sample product’s defects. */
const quickly: Training = { preset: 'joined', epochs: 4 };

/** Gets from an empty station to verdicts in two clicks, because the sample product comes with a model. @returns number of logged defects */
async function firstInspection(page: Page): Promise<number> {
  await page.getByTestId('try-sample').click();
  await expect(page.getByTestId('sample-progress').getByTestId('progress')).toBeVisible();
  await expect(page.getByTestId('sample-training').getByTestId('progress')).toBeVisible({ timeout: 60_000 });
  await photograph(page, 'sample-training');
  await expect(page.getByTestId('start')).toBeEnabled({ timeout: 120_000 });
  await page.getByTestId('start').click();
  await waitForVerdict(page, 'good');
  await waitForVerdict(page, 'defect');
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('start')).toBeVisible();
  return readNumber(page, 'count-defect');
}

/** Plays a newcomer's first minutes at an empty station, without camera or pictures, up to the first entry in the log. */
export async function firstRun(page: Page, { preset, epochs } = quickly): Promise<void> {
  const before = await firstInspection(page);
  await page.getByTestId('rail-train').click();
  await expect(page.getByTestId('product-title')).toHaveText('Sample product');
  await expect(page.getByTestId('image-count')).toHaveText('40 good images');
  await train(page, preset, epochs);
  await page.getByTestId('evaluate-model').click();
  await evaluate(page);
  await activate(page);
  await watchParts(page);
  await findInLog(page, before);
}

/** Starts the simulated camera and waits for good parts and defects at the model's own limits. */
async function watchParts(page: Page): Promise<void> {
  await startInspection(page, 'Sample product', 'simulated-camera');
  expect(await showsPicture(page)).toBe(true);
  await waitForVerdict(page, 'good');
  await waitForVerdict(page, 'defect');
  await holdPart(page, 'defect');
  expect(await heatCoverage(page)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('start')).toBeVisible();
}

/** @param before number of defects in an earlier inspection */
async function findInLog(page: Page, before: number): Promise<void> {
  const found = await readNumber(page, 'count-defect');
  expect(found).toBeGreaterThan(0);
  const logged = before + found;
  await page.getByTestId('rail-review').click();
  await expect(page.locator('[data-testid=entry][data-verdict=defect]')).toHaveCount(logged);
  await expect(page.getByTestId('verdict-counts').getByTestId('count-defect')).toHaveText(String(logged));
}
