import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { appProtocol } from '../../src/main/electron/app-protocol.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { testStation } from '../support/headless-station.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testFrame } from '../support/test-frame.ts';

/** Opens the desktop window's own scheme over a real station, for requests like Electron's. */
async function desktop(user = singleUser) {
  const station = await testStation();
  const folder = temporaryFolder();
  const renderer = join(folder, 'renderer');
  await mkdir(renderer);
  await writeFile(join(renderer, 'index.html'), '<!doctype html><title>Loupe</title>');
  await writeFile(join(folder, 'secret.html'), 'secret');
  const bugs: unknown[] = [];
  const answer = appProtocol({ station, renderer, user, report: (error) => void bugs.push(error) });
  const get = (url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    answer({ url, method, headers: new Headers(headers) });
  return { station, get, bugs };
}

test('the page comes with the same security headers as from the headless host', async () => {
  const { get } = await desktop();
  const response = await get('app://loupe/');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('Loupe');
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).not.toContain('unsafe-eval');
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(response.headers.get('Permissions-Policy')).toContain('camera=(self)');
});

test('no address leads out of the window’s folder', async () => {
  const { get, bugs } = await desktop();
  const addresses = [
    'app://loupe/../secret.html',
    'app://loupe/..%2fsecret.html',
    'app://loupe/%2e%2e%2fsecret.html',
    'app://loupe/..%5csecret.html',
    'app://loupe//secret.html',
    'app://loupe/index.html%00',
    'app://loupe/media/..%2f..%2fsecret.html',
    'app://loupe/media/dataset-image/1%2f..',
  ];
  for (const address of addresses) expect((await get(address)).status, address).toBe(404);
  expect(bugs).toEqual([]);
});

test('a foreign host of the scheme, another scheme and another method are refused', async () => {
  const { get } = await desktop();
  for (const address of ['app://evil/', 'app://loupe:1/', 'http://loupe/', 'file:///etc/passwd']) {
    expect((await get(address)).status, address).toBe(403);
  }
  for (const method of ['POST', 'PUT', 'DELETE']) {
    expect((await get('app://loupe/', {}, method)).status).toBe(405);
  }
});

test('pictures come with their tag, and not again while the window’s own copy is the same', async () => {
  const { station, get } = await desktop();
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const { id: productId } = await client.products.create({ name: 'Keks' });
  const bytes = new Uint8Array(await encodePng(testFrame(1)));
  const file = new File([bytes], 'a.png');
  const { image } = await client.datasets.upload({ productId, file, origin: 'upload' });
  const address = `app://loupe/media/dataset-image/${image.id}`;
  const first = await get(address);
  expect(first.headers.get('Content-Type')).toBe('image/png');
  expect(new Uint8Array(await first.arrayBuffer())).toEqual(bytes);
  const tag = first.headers.get('ETag') ?? '';
  const again = await get(address, { 'If-None-Match': tag });
  expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
  expect((await get(address, { 'If-None-Match': '"other"' })).status).toBe(200);
});

test('a user without the role sees no picture', async () => {
  const { get } = await desktop({ name: 'visitor', roles: ['administrator'] });
  expect((await get('app://loupe/media/entry-picture/1')).status).toBe(403);
});
