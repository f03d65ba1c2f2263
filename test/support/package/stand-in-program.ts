import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/** The mark that `@electron/fuses` looks for in Electron's program: its text, the wire's version, the number of fuses, and a letter a fuse. */
const fuseWire = ['dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', '\u0001', '\u0009', '0'.repeat(9)].join('');

/**
 * Writes a folder with the files of Electron that electron-builder needs. Its program is only a file with fuses that can be set.
 *
 * @param folder is created
 */
export async function writeStandInElectron(folder: string): Promise<void> {
  const page = join(folder, 'page');
  for (const path of [page, join(folder, 'locales'), join(folder, 'resources')]) {
    await mkdir(path, { recursive: true });
  }
  await writeFile(join(page, 'index.html'), '');
  await createPackage(page, join(folder, 'resources', 'default_app.asar'));
  await writeFile(join(folder, 'electron'), fuseWire, { mode: 0o755 });
  for (const name of ['chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) {
    await writeFile(join(folder, name), '');
  }
}
