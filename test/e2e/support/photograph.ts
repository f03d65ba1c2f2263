import { test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { documentedScreenshots, forDocuments, writeDocumentImage } from './document-images.ts';

/** Keeps a screenshot beside the test's results, for people to look at; `npm run screenshots` takes some into the documents. */
export async function photograph(page: Page, name: string): Promise<Uint8Array> {
  const testInfo = test.info();
  const path = testInfo.outputPath(`${name}.png`);
  const picture = await page.screenshot({ path, animations: 'disabled' });
  await testInfo.attach(name, { path, contentType: 'image/png' });
  const documented = forDocuments && testInfo.project.name === 'browser' && documentedScreenshots.has(name);
  if (documented) await writeDocumentImage(name, picture);
  return picture;
}
