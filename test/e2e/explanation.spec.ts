import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeExplainedHome } from '../support/explained-home.ts';
import { expectAccessible } from './support/accessible.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

/** Returns the colours of the shown picture as one number, by which two pictures can be compared. */
async function fingerprint(page: Page): Promise<number> {
  return page.getByTestId('heat-canvas').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const context = canvas.getContext('2d');
    const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    return pixels.reduce((sum, value, at) => (sum * 31 + value * (at % 97)) % 1_000_000_007, 7);
  });
}

test('a reviewer takes a verdict apart: error and uncertainty by themselves, and what adds up at a place', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const { entries } = await writeExplainedHome(home, 'Disc', ['scratch', 'stain']);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-review').click();
  await page.locator(`[data-testid="entry"][data-id="${entries[0]}"]`).click();
  await expect(page.getByTestId('place-reading')).toBeVisible();
  const whole = await fingerprint(page);

  await page.getByTestId('map-view-error').click();
  await expect(page.getByTestId('part-hint')).toContainText('the students miss');
  const error = await fingerprint(page);
  await photograph(page, 'explanation-error');
  await page.getByTestId('map-view-uncertainty').click();
  await expect(page.getByTestId('part-hint')).toContainText('disagree');
  const uncertainty = await fingerprint(page);
  expect(new Set([whole, error, uncertainty]).size).toBe(3);
  await expect(page.getByTestId('heat-legend')).toContainText('½ T1 0.25');

  // The keyboard starts at the hottest place; an arrow moves the place and does not change the entry.
  await page.getByTestId('place-picker').focus();
  await page.keyboard.press('ArrowRight');
  const reading = page.getByTestId('place-reading').locator('b');
  await expect(reading).toHaveText(/^map -?\d+\.\d\d = e -?\d+\.\d\d \+ v -?\d+\.\d\d$/);
  const first = (await reading.textContent()) ?? '';
  const [map = NaN, e = NaN, v = NaN] = [...first.matchAll(/-?\d+\.\d\d/g)].map(([text]) => Number(text));
  expect(map).toBeGreaterThan(0.5);
  expect(e + v).toBeCloseTo(map, 6);
  await page.keyboard.press('Shift+ArrowUp');
  await expect(reading).not.toHaveText(first);
  await expect(page.getByTestId('entry-detail')).toHaveAttribute('data-id', String(entries[0]));
  await photograph(page, 'explanation-reading');
  await expectAccessible(page);

  // The mark is where the picture was tapped, just beside the middle of its 160 × 160 pixels.
  const canvas = await page.getByTestId('heat-canvas').boundingBox();
  if (!canvas) throw new Error('The picture is not in view');
  const middle = { x: canvas.x + canvas.width * 0.503, y: canvas.y + canvas.height * 0.503 };
  await page.mouse.click(middle.x, middle.y);
  await page.mouse.move(canvas.x + canvas.width / 2, canvas.y - 60);
  await expect(page.getByTestId('place-reading')).toContainText('x 80, y 80');
  const mark = await page.getByTestId('place-mark').boundingBox();
  expect(Math.abs((mark?.x ?? 0) + (mark?.width ?? 0) / 2 - middle.x)).toBeLessThan(2);
  expect(Math.abs((mark?.y ?? 0) + (mark?.height ?? 0) / 2 - middle.y)).toBeLessThan(2);

  // The view stays open for the next entry; pointing at the entry's map shows its parts.
  await page.getByTestId('place-picker').press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('entry-detail')).toHaveAttribute('data-id', String(entries[1]));
  await expect(page.getByTestId('map-view-uncertainty')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('part-hint')).toContainText('disagree');
  await page.getByTestId('map-view-map').click();
  await page.getByTestId('place-picker').hover({ position: { x: 200, y: 100 } });
  await expect(reading).toContainText('= e');
});

test('a reviewer finds similar defects with what was said of them, walks through them and comes back', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const { entries } = await writeExplainedHome(home, '曲奇 Disc', [
    ...(['scratch', 'stain', 'scratch', 'stain', 'scratch', 'stain', 'scratch'] as const),
  ]);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-review').click();
  const detail = page.getByTestId('entry-detail');
  // A person has decided on another scratch.
  await page.locator(`[data-testid="entry"][data-id="${entries[2]}"]`).click();
  await page.getByTestId('decision-cause').fill('划痕 on the rim');
  await page.getByTestId('decide-defect').click();
  await page.locator(`[data-testid="entry"][data-id="${entries[0]}"]`).click();
  await expect(detail).toHaveAttribute('data-id', String(entries[0]));

  await page.getByTestId('similar-find').click();
  const found = page.getByTestId('similar-entry');
  await expect(found).toHaveCount(6);
  await expect(page.getByTestId('similar-summary')).toContainText('newest 6 entries');
  const ids = await found.evaluateAll((buttons) =>
    buttons.map((button) => Number(button.getAttribute('data-id'))),
  );
  expect(ids.slice(0, 3).toSorted()).toEqual([entries[2], entries[4], entries[6]]);
  await expect(page.locator(`[data-testid="similar-entry"][data-id="${entries[2]}"]`)).toContainText(
    '划痕 on the rim',
  );
  await page.getByTestId('similar').scrollIntoViewIfNeeded();
  await expect
    .poll(() =>
      found
        .first()
        .locator('img')
        .evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth),
    )
    .toBeGreaterThan(100);
  await photograph(page, 'similar');
  await expectAccessible(page);

  await found.first().click();
  await expect(detail).toHaveAttribute('data-id', String(ids[0]));
  await expect(page.getByTestId('similar')).toContainText(`Similar to entry ${entries[0]}`);
  await page.getByTestId('similar-back').click();
  await expect(detail).toHaveAttribute('data-id', String(entries[0]));
});
