import { join } from 'node:path';
import { openSettings } from './flows/settings.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectOrderly } from './support/orderly.ts';
import { expect, test } from './support/test.ts';

test('people sign in with PIN or badge once the station asks for it, and the audit trail says who did what', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'people');
  await page.getByTestId('person-name').fill('Ada');
  await page.getByTestId('person-role').selectOption('administrator');
  await page.getByTestId('person-secret').fill('correct horse');
  await page.getByTestId('person-add').click();
  await expect(page.getByTestId('person')).toHaveCount(1);
  const [ada] = await running.client.people.list();
  await running.client.people.setBadge({ id: ada?.id ?? 0, code: 'BADGE-00012345' });

  await page.getByTestId('setting-users.mode').locator('select').selectOption('people');
  await page.getByTestId('settings-save').click();
  await expect(page.getByTestId('sign-in')).toBeVisible();
  await expectOrderly(page);
  await expectAccessible(page);
  await page.getByTestId('sign-in-name').fill('ada');
  await page.getByTestId('sign-in-secret').fill('wrong');
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByTestId('sign-in-refused')).toBeVisible();
  await page.getByTestId('sign-in-secret').fill('correct horse');
  await page.getByTestId('sign-in-submit').click();

  await openSettings(page, 'people');
  await expect(page.getByTestId('user-facts')).toContainText('Ada');
  await openSettings(page, 'log');
  await page.getByTestId('audit-code').selectOption('sign-in.refused');
  await expect(page.getByTestId('audit-record')).toHaveCount(1);
  await expect(page.getByTestId('audit-record')).toContainText('Ada');
  await page.getByTestId('audit-verify').click();
  await expect(page.getByTestId('audit-check')).toHaveAttribute('data-whole', 'true');
  await expectOrderly(page);

  await openSettings(page, 'people');
  await page.getByTestId('sign-out').click();
  await expect(page.getByTestId('sign-in')).toBeVisible();
  // A scanner types fast while no text field has the focus.
  await page.keyboard.type('BADGE-00012345', { delay: 5 });
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('rail-settings')).toBeVisible();
});
