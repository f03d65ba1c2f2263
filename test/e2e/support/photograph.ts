import { test } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Keeps a screenshot beside the test's results, for people to look at. */
export async function photograph(page: Page, name: string): Promise<Uint8Array> {
  const testInfo = test.info();
  const path = testInfo.outputPath(`${name}.png`);
  const picture = await page.screenshot({ path, animations: 'disabled' });
  await testInfo.attach(name, { path, contentType: 'image/png' });
  return picture;
}
