import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { heatCoverage } from './heat.ts';
import { dragLimits } from './limits.ts';

/**
 * Reviews the defect with the highest score. Equal parts have equal scores, whatever limits judged them, so the list shows only
 * defects. @returns the entry's number in the log
 */
export async function reviewWorstEntry(page: Page): Promise<number> {
  await page.getByTestId('rail-review').click();
  await page.getByTestId('filter-verdict').selectOption('defect');
  await page.getByTestId('order').selectOption('highest-score');
  const entry = page.getByTestId('entry').first();
  await expect
    .poll(() =>
      entry.locator('img').evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth),
    )
    .toBeGreaterThan(0);
  await expect(entry).toHaveAttribute('data-verdict', 'defect');
  await entry.click();
  const detail = page.getByTestId('entry-detail');
  const id = Number(await detail.getAttribute('data-id'));
  await expect(detail.getByTestId('detail-verdict')).toHaveText('Defect');
  const score = Number(await detail.getByTestId('detail-score').innerText());
  expect(await heatCoverage(page)).toBeGreaterThan(0);

  await tryLimits(page, score);
  await decide(page);

  await detail.getByTestId('replay').click();
  await expect(detail.getByTestId('replay-result')).toHaveAttribute('data-equal', 'true');
  return id;
}

/** Tries limits, which show the verdict that they would give and change nothing in the log. */
async function tryLimits(page: Page, score: number): Promise<void> {
  const wouldBe = page.getByTestId('what-if-verdict');
  await expect(wouldBe).toHaveText('Defect');
  await dragLimits(page, { review: score * 0.5, defect: score * 1.5 });
  await expect(wouldBe).toHaveText('Review');
  await dragLimits(page, { review: score * 1.5, defect: score * 1.8 });
  await expect(wouldBe).toHaveText('Good');
  await expect(page.getByTestId('detail-verdict')).toHaveText('Defect');
  await page.getByTestId('what-if-reset').click();
  await expect(wouldBe).toHaveText('Defect');
}

/** Decides by key, decides otherwise by another key, and undoes that; the history keeps all three. */
async function decide(page: Page): Promise<void> {
  const panel = page.getByTestId('decision-panel');
  await page.getByTestId('detail-score').click();
  await page.keyboard.press('g');
  await expect(panel).toHaveAttribute('data-decision', 'good');
  await panel.getByTestId('decision-cause').fill('Crumb');
  await panel.getByTestId('decision-note').fill('Crumb on the belt');
  await panel.getByTestId('decide-defect').click();
  await expect(panel).toHaveAttribute('data-decision', 'defect');
  await page.getByTestId('detail-score').click();
  await page.keyboard.press('b');
  await expect(page.getByTestId('decision-history').getByRole('listitem')).toHaveCount(3);
  await expect(panel.getByTestId('decision-history')).toContainText('Crumb on the belt');
  await panel.getByTestId('decision-undo').click();
  await expect(panel).toHaveAttribute('data-decision', 'undecided');
  await page.getByTestId('detail-score').click();
  await page.keyboard.press('b');
  await expect(panel).toHaveAttribute('data-decision', 'defect');
  await expect(page.getByTestId('decision-history').getByRole('listitem')).toHaveCount(5);
}
