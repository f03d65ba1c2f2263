import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeToken } from '../../../../../src/main/plant/token.ts';
import { openSmallHome } from '../../../../support/small-home.ts';

test('a home joins a plant by a file with a token, says so, and leaves it', async () => {
  const { folder, json, run } = await openSmallHome();
  const token = writeToken({
    format: 1,
    invitation: crypto.randomUUID(),
    plant: 'Works north',
    identity: null,
    station: 7,
    authority: null,
    servers: ['nats://127.0.0.1:4222'],
    credentials: { kind: 'creds', text: 'of the plant' },
  });
  const file = join(folder, 'token');
  writeFileSync(file, `${token}\n`);
  expect(await json(0, 'join', '--token-file', file)).toMatchObject({ plant: 'Works north', station: 7 });
  expect(await json(0, 'plant', 'status')).toMatchObject({
    membership: { plant: 'Works north', station: 7, connected: false, waiting: 0 },
  });
  await json(0, 'leave');
  expect(await json(0, 'plant', 'status')).toEqual({ membership: null });
  expect((await run('join', token.slice(0, -9))).stderr).toContain('no token of a plant');
});
