import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Source } from '../../../src/shared/domain/source-kinds.ts';
import type { Verdict } from '../../../src/shared/domain/verdict.ts';

/** Longest time for twenty parts on a busy machine, milliseconds. */
const twentyParts = 90_000;

/** Chooses a product in Inspect; during an inspection this is a changeover. */
export async function chooseProduct(page: Page, product: string): Promise<void> {
  await page.getByTestId('product-picker').click();
  await page.locator(`[data-testid=product-tile][data-name="${product}"]`).click();
  await expect(page.getByTestId('product-picker')).toHaveText(product);
}

/** Chooses a product and its source in Inspect and starts; resolves when the first part is judged. */
export async function startInspection(page: Page, product: string, source: Source['kind']): Promise<void> {
  await page.getByTestId('rail-inspect').click();
  await chooseProduct(page, product);
  await page.getByTestId('source-kind').selectOption(source);
  await page.getByTestId('start').click();
  await expect(page.getByTestId('verdict')).not.toHaveAttribute('data-verdict', 'none');
  await expect(page.getByTestId('picture-note')).toBeHidden();
}

/** Waits for a part with this verdict. One part in six has a defect, and not every defect is clear. */
export async function waitForVerdict(page: Page, verdict: Verdict): Promise<void> {
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', verdict, { timeout: 90_000 });
}

/** Waits until the last twenty parts all have this verdict. */
export async function waitForOnly(page: Page, verdict: Verdict): Promise<void> {
  const others = page.locator(`[data-testid=part]:not([data-verdict=${verdict}])`);
  await expect(others).toHaveCount(0, { timeout: twentyParts });
  const these = page.locator(`[data-testid=part][data-verdict=${verdict}]`);
  await expect(these).toHaveCount(20, { timeout: twentyParts });
}

/** Holds the newest part of a verdict, so that its picture stays. @returns its score */
export async function holdPart(page: Page, verdict: Verdict): Promise<number> {
  await page.locator(`[data-testid=part][data-verdict=${verdict}]`).first().click();
  await expect(page.getByTestId('frozen')).toBeVisible();
  return readScore(page);
}

/** Reads the score of the shown part. */
export async function readScore(page: Page): Promise<number> {
  return Number(await page.getByTestId('score').getAttribute('data-score'));
}

/** Reads a number that the window shows, e.g. a count. */
export async function readNumber(page: Page, testId: string): Promise<number> {
  return Number((await page.getByTestId(testId).innerText()).replaceAll(/\D/g, ''));
}

/** Reads the scores of the last parts, newest first, once there are at least that many. */
export async function readLastScores(page: Page, atLeast: number): Promise<number[]> {
  const parts = page.getByTestId('part');
  await expect.poll(() => parts.count(), { timeout: twentyParts }).toBeGreaterThanOrEqual(atLeast);
  return parts.evaluateAll((all) => all.map((part) => Number(part.dataset['score'])));
}
