import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { networkAddresses } from '../../src/main/headless/listen.ts';
import { openSettings } from './flows/settings.ts';
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
  await openSettings(engineer, 'people');
  await engineer.getByTestId('access-name').fill('Mira');
  await engineer.getByTestId('access-role').selectOption('viewer');
  await engineer.getByTestId('access-create').click();
  const address = await engineer.getByTestId('access-address').innerText();
  expect(address).toContain('/?token=');
  // This station only listens on its own machine, so the window offers phones no code, which would lead nowhere.
  await expect(engineer.getByTestId('access-unreachable')).toContainText('--host 0.0.0.0');
  await expect(engineer.getByTestId('access-here')).toBeVisible();
  await expect(engineer.getByTestId('qr-code')).toHaveCount(0);
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

test('a link of a station on the network has an address that a phone reaches, and a code of it', async ({
  folder,
  station,
  window,
}) => {
  const [own] = networkAddresses(networkInterfaces());
  test.skip(own === undefined, 'This machine is in no network.');
  const running = await station({ home: join(folder, 'home'), host: '0.0.0.0' });
  const engineer = await window({ camera: { kind: 'none' } });
  // The engineer's window runs on the station's machine.
  const here = new URL(running.address);
  here.hostname = '127.0.0.1';
  await engineer.goto(here.href);
  await openSettings(engineer, 'people');
  await expect(engineer.getByTestId('access-unreachable')).toHaveCount(0);
  await engineer.getByTestId('access-name').fill('Mira');
  await engineer.getByTestId('access-create').click();
  await expect(engineer.getByTestId('qr-code')).toBeVisible();
  const address = await engineer.getByTestId('access-address').innerText();
  expect(new URL(address).host).toBe(`${own ?? ''}:${running.port}`);
  await engineer.getByTestId('access').scrollIntoViewIfNeeded();
  await expectOrderly(engineer);
  await photograph(engineer, 'settings-access-code');
  const phone = await window({ camera: { kind: 'none' } });
  await phone.goto(address);
  await expect(phone.getByTestId('review-view')).toBeVisible();
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
  await openSettings(page, 'people');
  await expect(page.getByTestId('user-facts')).toContainText('Jun 俊');
  await expect(page.getByTestId('access')).toHaveCount(0);
});
