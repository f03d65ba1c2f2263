import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** Waits until the pictures in view are loaded; the window fetches them when they come into view. */
export async function waitForPictures(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(missingPictures)).toBe(0);
}

function missingPictures(): number {
  return [...document.images].filter((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return !image.complete && bottom > 0 && top < window.innerHeight;
  }).length;
}
