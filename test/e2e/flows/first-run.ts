import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Preset } from '../../../src/shared/domain/families.ts';
import { heatCoverage, showsPicture } from './heat.ts';
import { holdPart, readNumber, startInspection, waitForVerdict } from './inspection.ts';
import { photograph } from '../support/photograph.ts';
import { activate, evaluate, train } from './training.ts';

interface Training {
  readonly preset: Preset;
  /** Null: the preset's own. */
  readonly epochs: number | null;
}

/** The memory tells the sample product’s defects whatever the students learn in so short a time. */
const quickly: Training = { preset: 'joined', epochs: 4 };

/** Two clicks from an empty station to verdicts: the sample product comes with a model. @returns how many defects were logged */
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

/** A newcomer's first minutes on an empty station, without a camera or a picture: to the first entry in the log. */
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

/** Starts on the simulated camera: good parts and defects, told apart at the model's own limits. */
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

/** @param before defects of an earlier inspection */
async function findInLog(page: Page, before: number): Promise<void> {
  const found = await readNumber(page, 'count-defect');
  expect(found).toBeGreaterThan(0);
  const logged = before + found;
  await page.getByTestId('rail-review').click();
  await expect(page.locator('[data-testid=entry][data-verdict=defect]')).toHaveCount(logged);
  await expect(page.getByTestId('verdict-counts').getByTestId('count-defect')).toHaveText(String(logged));
}
