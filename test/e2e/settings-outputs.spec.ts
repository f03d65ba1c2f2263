import { glob, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeAuthority } from '../support/certificates.ts';
import { freePort } from '../support/free-port.ts';
import { openSettings } from './flows/settings.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

/** The window's words about a missing folder. */
const away = { en: 'is not there', de: 'ist nicht da', 'zh-CN': '不存在' } as const;

test('the engineer adds an output, tests it, sees why it waits and what left, and removes it', async ({
  folder,
  station,
  window,
}) => {
  const results = join(folder, 'results');
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'line');
  const outputs = page.getByTestId('outputs');

  await outputs.getByTestId('output-add').click();
  await page.getByTestId('output-name').fill('MES folder');
  await page.getByTestId('output-folder').fill(results);
  await page.getByTestId('output-format-csv').check();
  await page.getByTestId('output-save').click();
  await expect(page.getByTestId('output-form')).toContainText(results);
  await expectOrderly(page);
  await photograph(page, 'outputs-form');
  await mkdir(results);
  await page.getByTestId('output-save').click();

  const output = outputs.getByTestId('output');
  await expect(output).toHaveAttribute('data-lamp', 'ok');
  await output.getByTestId('output-messages').click();
  await output.getByTestId('output-test').click();
  const messages = output.getByTestId('output-message-list').locator('li');
  await expect(messages).toHaveCount(1);
  await expect(messages.first()).toHaveAttribute('data-state', 'delivered');
  const [file = ''] = await readdir(results);
  expect(await readFile(join(results, file), 'utf8')).toContain(',test,');

  await rename(results, `${results}-away`);
  await output.getByTestId('output-test').click();
  await expect(output).toHaveAttribute('data-lamp', 'waiting');
  await expect(output.getByTestId('output-failure')).toContainText(results);
  for (const theme of ['light', 'dark']) {
    await page.getByTestId('theme').selectOption(theme);
    for (const language of ['en', 'de', 'zh-CN'] as const) {
      await page.getByTestId('language').selectOption(language);
      await expect(output.getByTestId('output-failure')).toContainText(away[language]);
      await outputs.scrollIntoViewIfNeeded();
      await expectOrderly(page);
      await photograph(page, `outputs-${theme}-${language}`);
    }
    await expectAccessible(page);
  }
  await page.getByTestId('language').selectOption('en');
  await rename(`${results}-away`, results);
  await output.getByTestId('output-test').click();
  await expect(output).toHaveAttribute('data-lamp', 'ok');
  await expect(messages).toHaveCount(3);

  await output.getByTestId('output-remove').click();
  await page.getByTestId('output-remove-now').click();
  await expect(output).toHaveCount(0);
});

test('a web server and a broker are set up; keys go in and never come back', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'line');
  const outputs = page.getByTestId('outputs');

  await outputs.getByTestId('output-add').click();
  await page.getByTestId('output-name').fill('MES');
  await page.getByTestId('output-kind').selectOption('webhook');
  await page.getByTestId('output-url').fill('http://127.0.0.1:9/results');
  await page.getByTestId('output-secret-signingKey').fill('open sesame');
  await expectOrderly(page);
  await photograph(page, 'outputs-webhook');
  await page.getByTestId('output-save').click();
  const output = outputs.getByTestId('output');
  await output.getByTestId('output-test').click();
  await expect(output.getByTestId('output-failure')).toContainText('http://127.0.0.1:9/results');
  await output.getByTestId('output-change').click();
  await expect(page.getByTestId('output-secret-signingKey')).toHaveValue('');
  await expect(page.getByTestId('output-secret-signingKey-remove')).toBeVisible();
  await page.keyboard.press('Escape');

  await outputs.getByTestId('output-add').click();
  await page.getByTestId('output-kind').selectOption('mqtt');
  await page.getByTestId('output-url').fill('mqtts://broker.example');
  await page.getByTestId('output-sparkplug').check();
  await expectOrderly(page);
  await expectAccessible(page);
  await photograph(page, 'outputs-mqtt');
});

test('the forms of Modbus and OPC UA are orderly and accessible in each language', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'line');
  for (const language of ['zh-CN', 'de', 'en']) {
    await page.getByTestId('language').selectOption(language);
    await page.getByTestId('outputs').getByTestId('output-add').click();
    for (const kind of ['modbus', 'opcua']) {
      await page.getByTestId('output-kind').selectOption(kind);
      await expectOrderly(page);
      await photograph(page, `outputs-${kind}-${language}`);
    }
    if (language !== 'en') await page.keyboard.press('Escape');
  }
  await expectAccessible(page);
  await page.getByTestId('output-kind').selectOption('modbus');
  await page.getByTestId('modbus-map').locator('summary').click();
  await expect(page.getByTestId('modbus-map')).toContainText('partNumber');
  await expectOrderly(page);
  await expectAccessible(page);
  await page.getByTestId('modbus-map').scrollIntoViewIfNeeded();
  await photograph(page, 'outputs-modbus-map');
});

test('the engineer sees certificates of OPC UA clients, trusts one and removes it', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'line');
  const outputs = page.getByTestId('outputs');
  await outputs.getByTestId('output-add').click();
  await page.getByTestId('output-kind').selectOption('opcua');
  await page.getByTestId('output-name').fill('MES');
  await page.getByTestId('output-port').fill(String(await freePort()));
  await page.getByTestId('output-save').click();
  const output = outputs.getByTestId('output');
  await output.getByTestId('output-details').click();
  await expect(output.getByTestId('output-clients')).toContainText('No client');
  // The server creates this folder when it starts.
  const rejected = async (): Promise<string[]> => {
    const found = [];
    for await (const place of glob('secrets/*/clients/rejected', { cwd: home })) found.push(place);
    return found;
  };
  await expect.poll(rejected, { timeout: 60_000 }).toHaveLength(1);
  const [place = ''] = await rejected();
  await writeFile(join(home, place, 'client.pem'), makeAuthority(folder).sign().certificate);
  const client = output.getByTestId('output-client');
  await expect(client).toContainText('CN=Machine 1', { timeout: 20_000 });
  await expect(client).toHaveAttribute('data-trusted', 'false');
  for (const language of ['zh-CN', 'de', 'en']) {
    await page.getByTestId('language').selectOption(language);
    await expectOrderly(page);
    await photograph(page, `outputs-clients-${language}`);
  }
  await expectAccessible(page);
  await output.getByTestId('output-client-trust').click();
  await expect(client).toHaveAttribute('data-trusted', 'true');
  await output.getByTestId('output-client-remove').click();
  await expect(client).toHaveCount(0);
});

test('a scheduled report is added, sent at once, and says why it did not arrive; the state column tells of it', async ({
  folder,
  station,
  window,
}) => {
  const place = join(folder, 'reports');
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'log');
  const reports = page.getByTestId('reports');
  await reports.getByTestId('report-add').click();
  await page.getByTestId('report-name').fill('Every day');
  await page.getByTestId('report-kind').selectOption('mail');
  await page.getByTestId('report-user').fill('line');
  await expect(page.getByTestId('output-secret-password')).toBeVisible();
  await expectOrderly(page);
  await photograph(page, 'reports-mail-form');
  await page.getByTestId('report-kind').selectOption('folder');
  await page.getByTestId('report-folder').fill(place);
  await page.getByTestId('report-save').click();
  await expect(page.getByTestId('report-form')).toContainText(place);
  await mkdir(place);
  await page.getByTestId('report-save').click();

  const report = reports.getByTestId('report');
  await expect(report).toHaveAttribute('data-state', 'idle');
  await report.getByTestId('report-send').click();
  await expect(report).toHaveAttribute('data-state', 'ok');
  const [file = ''] = await readdir(place);
  expect(file).toMatch(/^loupe-report-Every-day-.+\.pdf$/);
  await expect(report.getByTestId('report-state')).toContainText(file);

  await rename(place, `${place}-away`);
  await report.getByTestId('report-send').click();
  await expect(report.getByTestId('report-failure')).toContainText(place);
  await expect(page.getByTestId('status-reports')).toBeVisible();
  for (const language of ['en', 'de', 'zh-CN'] as const) {
    await page.getByTestId('language').selectOption(language);
    await expect(report.getByTestId('report-failure')).toContainText(away[language]);
    await reports.scrollIntoViewIfNeeded();
    await expectOrderly(page);
    await photograph(page, `reports-${language}`);
  }
  await expectAccessible(page);
  await report.getByTestId('report-remove').click();
  await page.getByTestId('report-remove-now').click();
  await expect(report).toHaveCount(0);
  await expect(page.getByTestId('status-reports')).toHaveCount(0);
});
