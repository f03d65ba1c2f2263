import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Thresholds } from '../../../src/shared/domain/verdict.ts';

type Limit = 'review' | 'defect';

const thumbOf = (page: Page, limit: Limit): Locator => page.getByTestId(`threshold-${limit}`);

/** Reads a limit from the slider's value for screen readers. */
export async function readLimit(page: Page, limit: Limit): Promise<number> {
  return numberOf(thumbOf(page, limit), 'aria-valuenow');
}

/** Moves both limits with the mouse to about these scores. */
export async function dragLimits(page: Page, { review, defect }: Thresholds): Promise<void> {
  // Move the limits in an order that keeps the review limit below the defect limit.
  const upwards = defect > (await readLimit(page, 'defect'));
  for (const limit of upwards ? (['defect', 'review'] as const) : (['review', 'defect'] as const)) {
    await dragLimit(page, limit, limit === 'review' ? review : defect);
  }
}

/** Drags one limit to about `target`. If the axis ends before, it grows each time the limit reaches its end. */
async function dragLimit(page: Page, limit: Limit, target: number): Promise<void> {
  const thumb = thumbOf(page, limit);
  await expect(thumb).not.toHaveAttribute('data-disabled');
  // In Review the slider is below the entry's facts.
  await thumb.scrollIntoViewIfNeeded();
  for (;;) {
    const axis = await page.getByTestId('threshold-axis').boundingBox();
    const from = await thumb.boundingBox();
    if (!axis || !from) throw new Error('The slider is not shown');
    const [minimum, maximum] = [
      await numberOf(thumb, 'aria-valuemin'),
      await numberOf(thumb, 'aria-valuemax'),
    ];
    const before = await readLimit(page, limit);
    const distance = (Math.min(Math.max(target, minimum), maximum) - before) / (maximum - minimum);
    // A limit keeps its distance from the pointer that grabbed its thumb.
    const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + axis.width * distance, y, { steps: 4 });
    await page.mouse.up();
    const near = (maximum - minimum) / 50;
    const reached = await readLimit(page, limit);
    if (Math.abs(reached - target) <= near) return;
    // Only an end of the axis may stop a limit.
    expect(
      [minimum, maximum].some((end) => Math.abs(reached - end) <= near),
      `${limit} limit`,
    ).toBe(true);
    if (target < minimum) return;
  }
}

async function numberOf(thumb: Locator, attribute: string): Promise<number> {
  return Number(await thumb.getAttribute(attribute));
}
