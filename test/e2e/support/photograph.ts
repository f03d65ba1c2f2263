import { test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { documentedScreenshots, forDocuments, writeDocumentImage } from './document-images.ts';

/** Whether tests take photographs. By default they do not: photographs prove nothing and take a minute altogether. */
const wanted = forDocuments || process.env['LOUPE_PHOTOGRAPHS'] === '1';

/**
 * With `LOUPE_PHOTOGRAPHS=1`, keeps a screenshot with the test's results for people to look at; `npm run screenshots` also writes
 * some into the documents.
 *
 * @returns the picture; null if photographs are off
 */
export async function photograph(page: Page, name: string): Promise<Uint8Array | null> {
  if (!wanted) return null;
  const testInfo = test.info();
  const path = testInfo.outputPath(`${name}.png`);
  const picture = await page.screenshot({ path, animations: 'disabled' });
  await testInfo.attach(name, { path, contentType: 'image/png' });
  const documented = forDocuments && testInfo.project.name === 'browser' && documentedScreenshots.has(name);
  if (documented) await writeDocumentImage(name, picture);
  return picture;
}
