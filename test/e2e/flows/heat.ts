import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Returns the share of the picture under the heatmap: pixels that change when the heatmap's key turns it off. */
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

/** Returns whether the canvas shows a picture, which has more than a few colours. */
export async function showsPicture(page: Page): Promise<boolean> {
  return new Set(await pixelsOf(page)).size > 50;
}

/** Reads the canvas's pixels, one number each. */
function pixelsOf(page: Page): Promise<number[]> {
  return page.getByTestId('heat-canvas').evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new TypeError('The heatmap is drawn on a canvas');
    const context = element.getContext('2d');
    if (!context || element.width === 0) return [];
    return [...new Uint32Array(context.getImageData(0, 0, element.width, element.height).data.buffer)];
  });
}
