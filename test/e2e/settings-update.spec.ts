import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requestPaths } from '../../src/main/update/request-paths.ts';
import { architecture } from '../../src/main/update/system.ts';
import { largestPiece } from '../../src/shared/contract/product-transfers.ts';
import { signedPackage } from '../support/package/small-package.ts';
import { openSettings } from './flows/settings.ts';
import { expectAccessible } from './support/accessible.ts';
import { installedMissing, layDownProgram } from './support/installed-program.ts';
import { expect, test } from './support/test.ts';

test('an administrator sends a package: one with another byte and what is none are refused, the good one is handed over', async ({
  folder,
  station,
  window,
}) => {
  test.skip(installedMissing !== '', installedMissing);
  // The upload has two pieces.
  const content = 'x'.repeat(largestPiece);
  const { file, keys } = await signedPackage(folder, { content, architecture: await architecture() });
  const home = join(folder, 'home');
  const running = await station({ home, ...layDownProgram(join(folder, 'program'), '1.0.0', keys) });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'support');
  const form = page.getByTestId('update-upload');
  await expectAccessible(page);

  const whole = readFileSync(file);
  const changed = Uint8Array.from(whole);
  changed[5000] = (changed[5000] ?? 0) ^ 1;
  const refused = [
    ['changed.deb', changed, 'is not as it was signed: a byte of it differs'],
    ['picture.deb', Buffer.from('no package'), 'is no package of a station'],
    ['empty.deb', new Uint8Array(), 'is no package of a station'],
  ] as const;
  for (const [name, bytes, reason] of refused) {
    writeFileSync(join(folder, name), bytes);
    await form.getByTestId('update-file').setInputFiles(join(folder, name));
    await form.getByTestId('update-install').click();
    await expect(form).toContainText(`“${name}” ${reason}`);
    await expect(form.getByTestId('update-choose')).toBeVisible();
  }
  const { wanted } = requestPaths(home);
  expect(existsSync(wanted)).toBe(false);

  await form.getByTestId('update-file').setInputFiles(file);
  await form.getByTestId('update-install').click();
  await expect(form.getByTestId('update-handed-over')).toContainText('1.2.3 is handed over');
  expect(readFileSync(wanted)).toEqual(whole);
  await page.reload();
  await expect(page.getByText('A package is handed over and waits for its installation.')).toBeVisible();
});
