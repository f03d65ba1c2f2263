import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { testFrame } from '../support/test-frame.ts';
import { readNumber } from './flows/inspection.ts';
import { writeLineHome } from './support/line-home.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

/** Presses keys within milliseconds, independent of the focus. */
async function pressFast(page: Page, keys: readonly string[]): Promise<void> {
  await page.evaluate((all) => {
    const target = document.activeElement ?? document.body;
    for (const key of all) {
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, keys);
}

/** Types like a scanner: the whole code, then Enter or Tab. */
const scan = (page: Page, code: string, end: 'Enter' | 'Tab' = 'Enter'): Promise<void> =>
  pressFast(page, Array.from(code).concat(end));

test('a tap or a scanned code changes the product; the parts of before stay what they were', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const [, ring, disc] = await writeLineHome(home, ['Ring', 'Disc GB']);
  if (!ring || !disc) throw new Error('There are three products');
  const parts = join(folder, 'parts');
  await mkdir(parts);
  const drop = async (name: string, seed: number): Promise<void> => {
    await writeFile(join(folder, name), await encodePng(testFrame(seed, 96, 80)));
    await rename(join(folder, name), join(parts, name));
  };
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' }, context: { hasTouch: true } });
  await page.goto(running.address);

  await page.getByTestId('rail-train').click();
  await page.locator('[data-testid=product][data-name="Disc GB"]').click();
  await page.getByTestId('line-settings').click();
  await page.getByTestId('line-code').fill('GB-hf 71');
  await page.getByTestId('line-save').click();
  await expect(page.getByTestId('toast')).toBeVisible();

  await page.getByTestId('rail-inspect').click();
  await page.getByTestId('product-picker').tap();
  await expect(page.getByTestId('product-tile')).toHaveCount(3);
  await page.locator('[data-testid=product-tile][data-name=Ring]').tap();
  await page.getByTestId('source-kind').selectOption('watched-folder');
  await page.getByTestId('source-folder').fill(parts);
  await drop('ring-1.png', 1);
  await page.getByTestId('start').tap();
  await expect.poll(() => readNumber(page, 'count-total')).toBe(1);

  await scan(page, 'GB-HF 71');
  await expect(page.getByTestId('product-picker')).toHaveText('Disc GB');
  await expect(page.getByTestId('rail-product')).toHaveText('Disc GB');
  await expect(page.getByTestId('pause-panel')).toBeHidden();
  await expect.poll(() => readNumber(page, 'count-total')).toBe(0);
  await drop('disc-1.png', 2);
  await drop('disc-2.png', 3);
  await expect.poll(() => readNumber(page, 'count-total')).toBe(2);
  // The code's letters are also keys of the view, but none of them acted.
  await expect(page.getByTestId('decision')).toHaveAttribute('data-decision', 'undecided');
  await expect(page.getByTestId('heat-toggle')).toHaveAttribute('aria-pressed', 'true');

  await scan(page, 'nobody-7', 'Tab');
  await expect(page.getByTestId('toast').last()).toContainText('“nobody-7”');

  // An interrupted scan is dropped with its remaining letters, and none of its letters acts.
  await pressFast(page, Array.from('g-hf b'));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await scan(page, 'nobody-8');
  await expect(page.getByTestId('toast').last()).toContainText('Incomplete scan');
  await expect(page.getByTestId('decision')).toHaveAttribute('data-decision', 'undecided');
  await expect(page.getByTestId('heat-toggle')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('pause-panel')).toBeHidden();
  await page.getByTestId('product-picker').tap();
  await expect(page.locator('[data-testid=product-tile][data-state=inspected]')).toContainText('Disc GB');
  await expectOrderly(page);
  await photograph(page, 'line-changeover');
  await page.locator('[data-testid=product-tile][data-name=Ring]').tap();
  await expect(page.getByTestId('product-picker')).toHaveText('Ring');
  await drop('ring-2.png', 4);
  await expect.poll(() => readNumber(page, 'count-total')).toBe(1);

  // A key pressed by hand acts as usual, and text typed fast into a field is text.
  await page.getByTestId('inspect-view').press('h');
  await expect(page.getByTestId('heat-toggle')).toHaveAttribute('aria-pressed', 'false');
  await page.getByTestId('pause').tap();
  await page.getByTestId('pause-words').focus();
  await scan(page, 'GB-hf 71');
  await expect(page.getByTestId('product-picker')).toHaveText('Ring');

  for (const [product, entries] of [
    [ring, 2],
    [disc, 2],
  ] as const) {
    const { parts } = await running.client.log.counts({ productId: product.productId });
    expect(arrivedIn(parts), product.name).toBe(entries);
  }

  // Files that were already inspected are not inspected again, unless the user chooses so.
  await page.getByTestId('stop').tap();
  const again = page.getByTestId('source-again');
  await expect(page.locator('label').filter({ has: again })).toContainText(
    '4 pictures are already inspected',
  );
  await photograph(page, 'line-folder');
  await page.getByTestId('start').tap();
  await drop('ring-3.png', 5);
  await expect.poll(() => readNumber(page, 'count-total')).toBe(1);
  await expect(page.getByTestId('decision-part')).toHaveText('ring-3.png');
  await page.getByTestId('stop').tap();
  await expect(page.locator('label').filter({ has: again })).toContainText('5 pictures');
  await again.check();
  await page.getByTestId('start').tap();
  await expect.poll(() => readNumber(page, 'count-total')).toBe(5);
});
