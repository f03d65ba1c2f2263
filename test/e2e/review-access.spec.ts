import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('the engineer makes a read-only link; its person sees the log, decides nothing, and is cut off once it is revoked', async ({
  logged,
  window,
}) => {
  const { log, running } = logged;
  const engineer = await window({ camera: { kind: 'none' } });
  await engineer.goto(running.address);
  await engineer.getByTestId('rail-settings').click();
  await engineer.getByTestId('access-name').fill('Mira');
  await engineer.getByTestId('access-role').selectOption('viewer');
  await engineer.getByTestId('access-create').click();
  const address = await engineer.getByTestId('access-address').innerText();
  expect(address).toContain('/?token=');
  await engineer.getByTestId('access').scrollIntoViewIfNeeded();
  await expectOrderly(engineer);
  await photograph(engineer, 'settings-access');

  const guest = await window({ camera: { kind: 'none' } });
  await guest.goto(`${address}#/inspect`);
  await expect(guest.getByTestId('review-view')).toBeVisible();
  await expect(guest.getByTestId('rail-inspect')).toHaveCount(0);
  await expect(guest.getByTestId('rail-train')).toHaveCount(0);
  await expect(guest.getByTestId('entry-count')).toContainText(String(log.entries));
  await guest.getByTestId('entry').first().click();
  await expect(guest.getByTestId('read-only')).toBeVisible();
  await expect(guest.getByTestId('decide-good')).toHaveCount(0);
  await expect(guest.getByTestId('add-to-dataset')).toHaveCount(0);
  await guest.keyboard.press('g');
  const id = Number(await guest.getByTestId('entry-detail').getAttribute('data-id'));
  const decisions = (await running.client.log.get({ id })).decisions.length;
  await expectOrderly(guest);
  await photograph(guest, 'review-read-only');
  await guest.getByTestId('tab-statistics').click();
  await expect(guest.getByTestId('yield-chart')).toBeVisible();
  expect((await running.client.log.get({ id })).decisions).toHaveLength(decisions);

  await engineer.getByTestId('access-revoke').click();
  await expect(engineer.getByTestId('access-link')).toHaveAttribute('data-state', 'revoked');
  await guest.reload();
  await expect(guest.getByRole('heading')).toHaveText('This station is locked');
});

test('a reviewer’s decision carries the name of their link', async ({ logged, window }) => {
  const { running } = logged;
  const { token } = await running.client.access.create({ name: 'Jun 俊', role: 'reviewer', days: 7 });
  const page = await window({ camera: { kind: 'none' } });
  const address = new URL(running.address);
  address.searchParams.set('token', token);
  await page.goto(address.href);
  await page.getByTestId('entry').first().click();
  await expect(page.getByTestId('decision-panel')).toBeVisible();
  await page.keyboard.press('b');
  await expect(page.getByTestId('decision-history')).toContainText('Jun 俊');
  await page.getByTestId('rail-settings').click();
  await expect(page.getByTestId('user-facts')).toContainText('Jun 俊');
  await expect(page.getByTestId('access')).toHaveCount(0);
});
