import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSigningKey } from '../../../../src/main/audit/signing-key.ts';
import { createCameraPasswords } from '../../../../src/main/cameras/camera-passwords.ts';
import { checkResult, finding } from '../../../../src/main/diagnosis/finding.ts';
import { writeSupportArchive } from '../../../../src/main/diagnosis/support-archive.ts';
import { openStationLog } from '../../../../src/main/host/station-log.ts';
import { createOutputSecrets } from '../../../../src/main/line/secrets.ts';
import { auditedHome } from '../../../support/audited-home.ts';
import { readZip } from '../../../support/read-zip.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const diagnosis = (said: string) => ({
  at: Date.now(),
  state: 'failed' as const,
  checks: [checkResult('outputs', [finding('outputWaits', { name: 'MES', waiting: 1, since: '–', said })])],
});

test('a planted token, password, PIN, key and webhook secret are in no byte of the archive, and no picture is', async () => {
  const { paths, database, rename } = auditedHome();
  const { home } = paths;
  rename('Line 7');
  const planted = {
    token: 'tk-Zq83hVw1LmT0pXs6Rb2NcYe9KaUd4FgJ',
    cameraPassword: 'correct horse battery',
    pin: '482913',
    signingKey: 'whsec-one-of-many',
    pathOfWebhook: 'T0Q1/B2R3/plainwordsinapath',
    password: 'hunter2-of-broker',
    keyLine: '',
  };
  openSigningKey(paths.auditKey);
  planted.keyLine = readFileSync(paths.auditKey, 'utf8').split('\n')[1] ?? '';
  createCameraPasswords(paths.cameraPasswords).set('rtsp://cam/1', 'viewer', planted.cameraPassword);
  createOutputSecrets(home).change('7f7e5f0a-0000-4000-8000-000000000001', {
    signingKey: planted.signingKey,
    password: planted.password,
  });
  const address = `https://hooks.example/services/${planted.pathOfWebhook}`;
  database
    .prepare(
      `INSERT INTO outputs (output_id, value_after, set_by, set_at) VALUES ('7f7e5f0a-0000-4000-8000-000000000001', ?, 'a', 1)`,
    )
    .run(JSON.stringify({ name: 'Chat', enabled: true, target: { kind: 'webhook', url: address } }));
  const log = openStationLog(paths.logs, () => 'debug');
  log.write('warn', 'notice', { text: `Sign in with the PIN: ${planted.pin}` });
  log.close();
  // Log lines as another program may write them, or a version that hid less.
  const lines = [planted.cameraPassword, planted.signingKey, planted.keyLine, `pin=${planted.pin}`, address];
  for (const line of lines) appendFileSync(join(paths.logs, 'station.log'), `{"event":"said ${line}"}\n`);
  appendFileSync(join(paths.logs, 'station.1.log'), `{"authorization":"Bearer ${planted.token}"}\n`);
  appendFileSync(join(paths.logs, 'notes.txt'), planted.password);
  mkdirSync(paths.images);
  writeFileSync(join(paths.images, 'picture.png'), Buffer.from('89504e470d0a1a0a', 'hex'));

  const file = join(temporaryFolder(), 'support.zip');
  await writeSupportArchive(file, diagnosis(`refused: token=${planted.token}`), { home, version: '1.2.3' });
  const files = await readZip(file);
  expect([...files.keys()].sort()).toEqual([
    ...['diagnosis.json', 'diagnosis.txt', 'files.txt'],
    ...['logs/station.1.log', 'logs/station.log', 'settings.json', 'versions.json'],
  ]);
  for (const [name, bytes] of [...files, ['the archive itself', readFileSync(file)] as const]) {
    for (const [what, secret] of Object.entries(planted)) {
      expect([name, what, bytes.includes(secret)]).toEqual([name, what, false]);
    }
    expect([name, bytes.includes(Buffer.from('89504e470d0a1a0a', 'hex'))]).toEqual([name, false]);
  }
  const textOf = (name: string): string => files.get(name)?.toString('utf8') ?? '';
  expect(JSON.parse(textOf('settings.json'))).toMatchObject({ settings: { 'station.name': 'Line 7' } });
  expect(textOf('settings.json')).toContain('https://hooks.example/…');
  expect(textOf('files.txt')).toMatch(/^images\/picture\.png {2}8 B$/m);
  expect(textOf('diagnosis.txt')).toContain('“MES”: 1 results wait');
  expect(textOf('logs/station.log')).toContain('"event":"notice"');
  expect(JSON.parse(textOf('versions.json'))).toMatchObject({ station: '1.2.3' });
});

test('a home without a readable database has an archive without settings', async () => {
  const home = temporaryFolder();
  writeFileSync(join(home, 'station.db'), 'this was a database once');
  const file = join(temporaryFolder(), 'support.zip');
  await writeSupportArchive(file, diagnosis('–'), { home, version: '1.2.3' });
  expect([...(await readZip(file)).keys()].sort()).toEqual([
    ...['diagnosis.json', 'diagnosis.txt', 'files.txt', 'versions.json'],
  ]);
});
