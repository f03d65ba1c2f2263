import { expectAccessible } from './support/accessible.ts';
import { expectOrderly } from './support/orderly.ts';
import { expect, test } from './support/test.ts';

const sections = ['buttons', 'outcomes', 'limits', 'fields', 'states', 'empty', 'icons'];

/** Allowed difference of screenshots. Machines draw letters a little differently; a moved component or a lost colour differs far more. */
const likeness = { maxDiffPixelRatio: 0.02, threshold: 0.3 };

test('every shared component looks as it did, by day and by night', async ({ folder, station, window }) => {
  const running = await station({ home: folder });
  const page = await window({ camera: { kind: 'none' } });
  // The tallest section fits the window.
  await page.setViewportSize({ width: 1280, height: 1600 });
  for (const theme of ['light', 'dark']) {
    await page.goto(running.address);
    await page.evaluate((chosen) => {
      const known: unknown = JSON.parse(localStorage.getItem('loupe.preferences') ?? '{}');
      localStorage.setItem('loupe.preferences', JSON.stringify({ ...Object(known), theme: chosen }));
    }, theme);
    await page.goto(`${running.address}#/components`);
    await page.reload();
    await expect(page.getByTestId('component-sheet')).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    for (const name of sections) {
      const section = page.getByTestId(`sheet-${name}`);
      await section.scrollIntoViewIfNeeded();
      await expect(section).toHaveScreenshot(`${name}-${theme}.png`, likeness);
    }
    await expectOrderly(page);
    await expectAccessible(page);
  }
});
