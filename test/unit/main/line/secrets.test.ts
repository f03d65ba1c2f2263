import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCameraPasswords } from '../../../../src/main/cameras/camera-passwords.ts';
import { createOutputSecrets } from '../../../../src/main/line/secrets.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const id = '11111111-1111-4111-8111-111111111111';

test('a secret is kept in a file that its user alone may read, and is told by name only', () => {
  const home = temporaryFolder();
  const secrets = createOutputSecrets(home);
  expect(secrets.of(id).read('password')).toBeNull();
  secrets.change(id, { password: 'open sesame' });
  secrets.change(id, {});
  expect(secrets.names(id)).toEqual(['password']);
  expect(createOutputSecrets(home).of(id).read('password')).toBe('open sesame');
  const folder = join(home, 'secrets');
  expect(readdirSync(folder)).toEqual([`${id}.json`]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, `${id}.json`)).mode & 0o777).toBe(0o600);
  secrets.change(id, { password: null });
  expect(secrets.names(id)).toEqual([]);
  expect(readFileSync(join(folder, `${id}.json`), 'utf8')).not.toContain('sesame');
  secrets.forget(id);
  expect(readdirSync(folder)).toEqual([]);
});

test('a damaged file is named, and nothing of what it holds', async () => {
  const home = temporaryFolder();
  const secrets = createOutputSecrets(home);
  secrets.change(id, { password: 'open sesame' });
  const path = join(home, 'secrets', `${id}.json`);
  writeFileSync(path, '{"password": open sesame');
  const failure = await failureOf(() => secrets.of(id).read('password'));
  expect(failure).toMatchObject({ code: 'CORRUPT_FILE', message: expect.stringContaining(path) });
  expect(JSON.stringify(failure)).not.toContain('sesame');
  expect(secrets.names(id)).toEqual([]);
  secrets.change(id, { password: 'another' });
  expect(secrets.of(id).read('password')).toBe('another');
});

test('a file that the system does not give now is not written over: others of its secrets are in it', async () => {
  const home = temporaryFolder();
  const folder = join(home, 'secrets');
  mkdirSync(folder);
  // A link to itself stands for a file that cannot be read.
  for (const name of [`${id}.json`, 'cameras.json']) symlinkSync(name, join(folder, name));
  const secrets = createOutputSecrets(home);
  const cameras = createCameraPasswords(join(folder, 'cameras.json'));
  const refusal = { code: 'BAD_INPUT', message: expect.stringContaining(folder) };
  expect(await failureOf(() => secrets.change(id, { password: 'new' }))).toMatchObject(refusal);
  expect(await failureOf(() => cameras.set('rtsp://hall/1', 'loupe', 'new'))).toMatchObject(refusal);
  expect(readdirSync(folder).map((name) => readlinkSync(join(folder, name)))).toEqual(readdirSync(folder));
});
