import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Creates a product and opens its images. */
export async function createProduct(page: Page, name: string): Promise<void> {
  await page.getByTestId('rail-train').click();
  await page.getByTestId('new-product').click();
  await page.getByTestId('product-name').fill(name);
  await page.getByTestId('product-save').click();
  await expect(page.getByTestId('product-title')).toHaveText(name);
}

/** Roles of incoming images. */
export type IncomingRole = 'training' | 'good' | 'defect';

/** Chooses the role of waiting images and waits until all are handled. */
async function acceptIncoming(page: Page, role: IncomingRole, kind: string): Promise<void> {
  await page.getByTestId(`label-${role}`).check();
  if (role === 'defect') await page.getByTestId('label-kind').fill(kind);
  await page.getByTestId('incoming-accept').click();
  await expect(page.getByTestId('import')).toHaveAttribute('data-state', 'finished');
}

/** Sends files through the file chooser and waits until all are handled. */
export async function chooseFiles(
  page: Page,
  paths: readonly string[],
  role: IncomingRole = 'training',
  kind = '',
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByTestId('choose-images').click();
  await (await chooser).setFiles([...paths]);
  await acceptIncoming(page, role, kind);
}

/** Drops files onto the images, like files from the desktop. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const files = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), base64: await readFile(path, 'base64') })),
  );
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, files);
  await page.getByTestId('images-step').dispatchEvent('drop', { dataTransfer: transfer });
  await acceptIncoming(page, 'training', '');
}

/** Imports a folder of the station's machine. */
export async function importFolder(page: Page, folder: string): Promise<void> {
  await page.getByTestId('import-folder').click();
  await page.getByTestId('folder-path').fill(folder);
  await page.getByTestId('folder-start').click();
}
