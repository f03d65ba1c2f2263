import { test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { documentedScreenshots, forDocuments, writeDocumentImage } from './document-images.ts';

/** They prove nothing, and all of them take a minute: who wants to look at them asks for them. */
const wanted = forDocuments || process.env['LOUPE_PHOTOGRAPHS'] === '1';

/**
 * Where `LOUPE_PHOTOGRAPHS=1` asks for it, keeps a screenshot beside the test's results, for people to look at; `npm run screenshots`
 * takes some into the documents.
 *
 * @returns the picture, null where none was asked for
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
