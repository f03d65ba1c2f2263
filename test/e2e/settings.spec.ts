import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { built, runProgram } from './support/running-station.ts';
import { expect, test } from './support/test.ts';

async function openSettings(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByTestId('rail-settings').click();
  await expect(page.getByTestId('setting-station.name')).toBeVisible();
}

const field = (page: Page, key: string) => page.getByTestId(`setting-${key}`).locator('input, select');

test('the engineer names the station and chooses how it writes; another window follows, a viewer reads', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await openSettings(page, running.address);
  const { token } = await running.client.access.create({ name: 'Vera', role: 'viewer', days: 7 });
  const address = new URL(running.address);
  address.searchParams.set('token', token);
  const guest = await window({ camera: { kind: 'none' } });
  await openSettings(guest, address.href);

  await expect(page.getByTestId('settings-save')).toHaveCount(0);
  await field(page, 'station.name').fill('Linie 3 <b>曲奇</b>');
  await field(page, 'csv.decimalSeparator').selectOption('comma');
  // Text typed under one topic stays and is saved while another topic is shown.
  await page.getByTestId('settings-line').click();
  await expect(field(page, 'line.silence')).toBeVisible();
  await expect(page.getByTestId('settings-changed')).toContainText('Name of the station');
  await page.getByTestId('settings-save').click();
  await page.getByTestId('settings-station').click();
  const since = page.getByTestId('setting-station.name');
  await expect(since).toHaveAttribute('data-state', 'set');
  await expect(since).toContainText('by someone at the station');
  await expect(page.getByTestId('setting-report.language')).toHaveAttribute('data-state', 'standard');
  await expect(page.getByTestId('rail-station')).toHaveText('Linie 3 <b>曲奇</b>');
  await expect(page).toHaveTitle('Linie 3 <b>曲奇</b> · Loupe');

  // The person at the other window may not change anything.
  await expect(field(guest, 'station.name')).toHaveValue('Linie 3 <b>曲奇</b>');
  await expect(guest.getByTestId('rail-station')).toHaveText('Linie 3 <b>曲奇</b>');
  await expect(field(guest, 'csv.decimalSeparator')).toHaveValue('comma');
  for (const key of ['station.name', 'report.language', 'csv.decimalSeparator']) {
    await expect(field(guest, key)).toBeDisabled();
  }
  await expect(guest.getByTestId('settings-read-only')).toBeVisible();
  await expect(guest.getByTestId('settings-save')).toHaveCount(0);
  await expect(guest.getByTestId('settings-apply')).toHaveCount(0);
  await guest.getByTestId('settings-history').click();
  await expect(guest.getByTestId('settings-changes').locator('li')).toHaveCount(2);
  await expectOrderly(guest);

  await page.getByTestId('settings-history').click();
  await expect(page.getByTestId('settings-changes')).toContainText('none → Linie 3 <b>曲奇</b>');
  await expect(page.getByTestId('settings-changes')).toContainText('Point: 1.5 → Comma: 1,5');
  for (const theme of ['light', 'dark']) {
    await page.getByTestId('theme').selectOption(theme);
    for (const language of ['en', 'de', 'zh-CN']) {
      await page.getByTestId('language').selectOption(language);
      await page.getByTestId('station-settings').scrollIntoViewIfNeeded();
      await expectOrderly(page);
      await photograph(page, `settings-station-${theme}-${language}`);
    }
    await expectAccessible(page);
  }
});

test('who changed a setting meanwhile is not overwritten', async ({ folder, station, window }) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await openSettings(page, running.address);
  await field(page, 'station.name').fill('Line 4');
  await running.client.settings.set({
    values: { 'station.name': 'Line 3', 'report.language': 'de' },
    expected: 0,
  });
  // Untouched fields follow the change; typed text stays.
  await expect(field(page, 'report.language')).toHaveValue('de');
  await expect(field(page, 'station.name')).toHaveValue('Line 4');
  await page.getByTestId('settings-save').click();
  await expect(page.getByTestId('settings-conflict')).toBeVisible();
  await expectOrderly(page);
  await photograph(page, 'settings-conflict');
  expect((await running.client.settings.get()).values['station.name']).toBe('Line 3');

  await page.getByTestId('settings-discard').click();
  await expect(field(page, 'station.name')).toHaveValue('Line 3');
  await expect(page.getByTestId('settings-conflict')).toHaveCount(0);
  await field(page, 'station.name').fill('Line 4');
  await page.getByTestId('settings-save').click();
  await expect(page.getByTestId('rail-station')).toHaveText('Line 4');
});

test('settings go from one station to another as a file; one that does not fit changes nothing', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await openSettings(page, running.address);
  const download = page.waitForEvent('download');
  await page.getByTestId('settings-export').click();
  const saved = join(folder, 'saved.json');
  await (await download).saveAs(saved);
  expect((await download).suggestedFilename()).toBe('station-settings.json');
  expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({ settings: { 'station.name': '' } });

  const file = join(folder, 'line-3.json');
  await writeFile(file, JSON.stringify({ settings: { 'station.name': 'Line 3', 'line.speed': 2 } }));
  await page.getByTestId('settings-file').setInputFiles(file);
  await expect(page.getByTestId('settings-plan')).toContainText('“line.speed” is no setting of this station');
  await expect(page.getByTestId('settings-apply-plan')).toHaveCount(0);
  await page.keyboard.press('Escape');

  await writeFile(file, JSON.stringify({ settings: { 'station.name': 'Line 3', 'report.language': 'de' } }));
  await page.getByTestId('settings-file').setInputFiles(file);
  await expect(page.getByTestId('settings-plan')).toContainText('none → Line 3');
  await expectOrderly(page);
  await photograph(page, 'settings-apply');
  expect((await running.client.settings.get()).version).toBe(0);
  await page.getByTestId('settings-apply-plan').click();
  await expect(page.getByTestId('rail-station')).toHaveText('Line 3');
  await expect(field(page, 'report.language')).toHaveValue('de');

  // Secrets, which a file cannot contain, stay listed after the rest is applied.
  const hook = {
    name: 'MES 1',
    enabled: false,
    target: { kind: 'webhook', url: 'http://127.0.0.1:1/' },
    secrets: ['signingKey'],
  };
  await writeFile(file, JSON.stringify({ settings: {}, line: { outputs: [hook] } }));
  await page.getByTestId('settings-file').setInputFiles(file);
  await page.getByTestId('settings-apply-plan').click();
  await expect(page.getByTestId('settings-apply-plan')).toHaveCount(0);
  await expect(page.getByTestId('settings-secrets')).toHaveText(/MES 1\s*Signing key/);
  await page.keyboard.press('Escape');

  // The command line, in another process, while the station runs.
  const set = await runProgram(built.cli, ['settings', 'set', 'station.name', 'Line 5'], {
    STATION_HOME: home,
  });
  expect(set.code, set.stderr).toBe(0);
  await expect(page.getByTestId('rail-station')).toHaveText('Line 5', { timeout: 20_000 });
  await expect(field(page, 'station.name')).toHaveValue('Line 5');
});

test('a report begins in the language of the settings, and its file bears the name of the station', async ({
  logged,
  window,
}) => {
  const { running } = logged;
  await running.client.settings.set({
    values: { 'station.name': 'Line 3', 'report.language': 'de', 'csv.decimalSeparator': 'comma' },
    expected: 0,
  });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(`${running.address}#/review/statistics`);
  await expect(page.getByTestId('yield-chart')).toBeVisible();
  await page.getByTestId('export-report').click();
  await expect(page.getByTestId('report-language')).toHaveValue('de');
  await page.getByTestId('report-entries').fill('1');
  const report = page.waitForEvent('download');
  await page.getByTestId('report-write').click();
  expect((await report).suggestedFilename()).toMatch(/^loupe-report-Line-3-.*\.pdf$/);

  const log = page.waitForEvent('download');
  await page.getByTestId('export-log').click();
  expect((await log).suggestedFilename()).toMatch(/^loupe-log-Line-3-.*\.csv$/);
  const [head = '', line = ''] = (await readFile(await (await log).path(), 'utf8')).split('\r\n');
  expect(head.split(';')).toContain('score');
  expect(line.split(';')[head.split(';').indexOf('score')]).toMatch(/^\d+,\d+$/);
});

test('help tells of the view at hand, finds words of the trade, and ticks the first steps that are done', async ({
  logged,
  window,
}) => {
  const { running } = logged;
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-review').click();
  await expect(page.getByTestId('entry').first()).toBeVisible();
  await page.keyboard.press('F1');
  const view = page.getByTestId('help-of-view');
  await expect(view).toHaveAttribute('data-view', 'review');
  await page.getByTestId('help-first').click();
  await expect(page.getByTestId('step-decide')).toHaveAttribute('data-done', 'true');
  await expect(page.getByTestId('step-sample')).toHaveAttribute('data-done', 'false');
  await page.getByTestId('help-glossary').click();
  await page.getByTestId('glossary-search').fill('escape');
  await expect(page.getByTestId('glossary')).toContainText('a defective part that is called good');
  await expectOrderly(page);
  await photograph(page, 'help-glossary');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('help')).toHaveCount(0);

  await page.getByTestId('tab-statistics').click();
  await page.getByTestId('open-help').click();
  await expect(view).toHaveAttribute('data-view', 'statistics');
  await page.getByTestId('help-keys').click();
  await expect(page.getByTestId('key-help')).toContainText('F1');
  await page.getByTestId('help-close').click();
  await page.getByTestId('rail-settings').click();
  for (const language of ['de', 'zh-CN', 'en'] as const) {
    await page.getByTestId('language').selectOption(language);
    await page.getByTestId('open-help').click();
    await expect(view).toHaveAttribute('data-view', 'settings-station');
    await expectOrderly(page);
    await photograph(page, `help-${language}`);
    await page.getByTestId('help-close').click();
  }
});
