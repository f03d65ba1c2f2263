import { join } from 'node:path';
import { openSettings } from './flows/settings.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

test('the engineer looks at the station, sees what to do, and saves the archive for support', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'support');
  const section = page.getByTestId('diagnosis-section');
  await section.getByTestId('diagnosis-run').click();
  const checks = section.getByTestId('diagnosis-checks');
  await expect(checks.locator('[data-check="database"]')).toContainText('A station works in the home');
  await expect(checks.locator('[data-check="backup"]')).toHaveAttribute('data-state', 'attention');
  await expect(checks.locator('[data-check="backup"]')).toContainText('Set a folder for backups');
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await section.getByTestId('diagnosis-archive').click();
  expect((await download).suggestedFilename()).toMatch(/^support-.*\.zip$/);
});
