import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** Checks that nothing lies beyond the edge of the window or of a dialog, and that no button cuts its own words off. */
export async function expectOrderly(page: Page): Promise<void> {
  const faults = await page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      found.push(`the page is ${scrollWidth} wide in a window of ${clientWidth}`);
    }
    for (const dialog of document.querySelectorAll('[role=dialog]')) {
      if (dialog.scrollWidth > dialog.clientWidth + 1) {
        found.push(`a dialog is ${dialog.scrollWidth} wide inside`);
      }
    }
    for (const button of document.querySelectorAll<HTMLElement>('button, [role=tab], select')) {
      const box = button.getBoundingClientRect();
      if (box.width === 0) continue;
      const words = button.innerText.slice(0, 40);
      if (button.scrollWidth > button.clientWidth + 1) found.push(`“${words}” is cut off`);
      if (box.right > window.innerWidth + 1) found.push(`“${words}” lies beyond the edge`);
    }
    return found;
  });
  expect(faults).toEqual([]);
}
