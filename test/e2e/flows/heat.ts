import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Share of the picture that the heatmap covers: pixels that change when it is turned off with its key. */
export async function heatCoverage(page: Page): Promise<number> {
  const canvas = page.getByTestId('heat-canvas');
  await expect(canvas).toHaveAttribute('data-heat', 'shown');
  const covered = await pixelsOf(page);
  await page.keyboard.press('h');
  await expect(canvas).toHaveAttribute('data-heat', 'hidden');
  const bare = await pixelsOf(page);
  await page.keyboard.press('h');
  await expect(canvas).toHaveAttribute('data-heat', 'shown');
  expect(covered.length, 'the canvas kept its size').toBe(bare.length);
  const changed = covered.filter((value, index) => value !== bare[index]).length;
  return changed / bare.length;
}

/** Whether the canvas shows more than one colour. */
export async function showsPicture(page: Page): Promise<boolean> {
  return new Set(await pixelsOf(page)).size > 50;
}

/** The canvas's pixels, one number each. */
function pixelsOf(page: Page): Promise<number[]> {
  return page.getByTestId('heat-canvas').evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new TypeError('The heatmap is drawn on a canvas');
    const context = element.getContext('2d');
    if (!context || element.width === 0) return [];
    return [...new Uint32Array(context.getImageData(0, 0, element.width, element.height).data.buffer)];
  });
}
