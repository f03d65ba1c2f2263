import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { startTlsProxy } from '../support/tls-proxy.ts';
import { openSettings } from './flows/settings.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

const name = 'station.factory.example';

test('a browser works through a proxy that speaks TLS, under the name that the station was told', async ({
  folder,
  station,
  window,
}) => {
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...[
        '-subj',
        `/CN=${name}`,
        '-addext',
        `subjectAltName=DNS:${name}`,
        '-keyout',
        keyFile,
        '-out',
        certificateFile,
      ],
    ],
    { stdio: 'pipe' },
  );
  const pair = { key: readFileSync(keyFile, 'utf8'), certificate: readFileSync(certificateFile, 'utf8') };
  const port = await freePort();
  const proxy = await startTlsProxy(pair, () => port);
  try {
    const origin = `https://${name}:${proxy.port}`;
    const running = await station({ home: join(folder, 'home'), port, words: ['--origin', origin] });
    expect(running.address).toContain(`${origin}/?token=`);
    const page = await window({
      camera: { kind: 'none' },
      knownHost: name,
      context: { ignoreHTTPSErrors: true },
    });
    await page.goto(running.address);
    await openSettings(page, 'people');
    await expect(page.getByTestId('access')).toBeVisible();
    await expect(page.getByTestId('access-unreachable')).toHaveCount(0);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({
      name: `__Host-loupe_${port}`,
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
    });
    await page.getByTestId('access-name').fill('Mira');
    await page.getByTestId('access-create').click();
    await expect(page.getByTestId('access-address')).toContainText(`${origin}/?token=`);
    await page.reload();
    await expect(page.getByTestId('access-link')).toHaveCount(1);
  } finally {
    await proxy.close();
  }
});

test('a station that speaks TLS itself shows the fingerprint of its certificate', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home'), words: ['--tls'] });
  const page = await window({ camera: { kind: 'none' }, context: { ignoreHTTPSErrors: true } });
  await page.goto(running.address);
  await openSettings(page, 'people');
  const fingerprint = await page.getByTestId('access-fingerprint').innerText();
  expect(running.output()).toContain(`SHA-256: ${fingerprint}`);
  await page.getByTestId('access').scrollIntoViewIfNeeded();
  await expectOrderly(page);
  await photograph(page, 'settings-certificate');
});
