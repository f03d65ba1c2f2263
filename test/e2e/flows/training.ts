import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { familyOfPreset, type Preset } from '../../../src/shared/domain/families.ts';

/** Chooses preset and epochs in the step Train and starts. @param epochs null for the preset's own */
export async function startTraining(page: Page, preset: Preset, epochs: number | null): Promise<void> {
  await page.getByTestId('step-train').click();
  await page.getByTestId('family').selectOption(familyOfPreset(preset));
  await page.getByTestId(`preset-${preset}-input`).check();
  if (epochs !== null) {
    await page.getByTestId('advanced').locator('summary').click();
    await page.getByTestId('epochs').fill(String(epochs));
  }
  await page.getByTestId('start-training').click();
}

/** Trains the current product to the end and watches the progress. */
export async function train(page: Page, preset: Preset, epochs: number | null): Promise<void> {
  await startTraining(page, preset, epochs);
  const job = page.getByTestId('job');
  await expect(job).toHaveAttribute('data-state', 'running');
  await expect(job.getByTestId('progress')).toBeVisible();
  await expect(job).toHaveAttribute('data-phase', 'students', { timeout: 120_000 });
  const curve = job.getByTestId('loss-curve');
  await expect(curve).not.toHaveAttribute('data-points', '0', { timeout: 120_000 });
  const [points, progress] = [
    await pointsOf(page),
    Number.parseFloat(await job.getByTestId('job-progress').innerText()),
  ];
  await expect(job).toHaveAttribute('data-state', 'completed', { timeout: 600_000 });
  expect(await pointsOf(page)).toBeGreaterThan(points);
  expect(progress).toBeLessThan(100);
}

async function pointsOf(page: Page): Promise<number> {
  return Number(await page.getByTestId('loss-curve').getAttribute('data-points'));
}

/** Evaluates the newest model on the folder that the form proposes, even if the product has test images of its own. */
export async function evaluate(page: Page): Promise<void> {
  await page.getByTestId('step-evaluate').click();
  const choice = page.getByTestId('evaluate-folder').or(page.getByTestId('evaluation-folder'));
  await expect(choice.first()).toBeVisible();
  if (await page.getByTestId('evaluate-folder').isVisible()) {
    await page.getByTestId('evaluate-folder').check();
  }
  await expect(page.getByTestId('evaluation-folder')).not.toHaveValue('');
  await page.getByTestId('evaluate').click();
  await expect(page.getByTestId('evaluation-report')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('metric-imageAuroc')).toHaveText(/^[01]\.\d+$/);
}

/** Activates the newest model. */
export async function activate(page: Page): Promise<void> {
  await page.getByTestId('step-activate').click();
  await page.getByTestId('activate').first().click();
  await page.getByTestId('activate-note').fill('First model');
  await page.getByTestId('activate-confirm').click();
  await expect(page.getByTestId('model').first()).toHaveAttribute('data-active', 'true');
}
