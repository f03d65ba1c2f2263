import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startDev } from './support/running-dev.ts';
import { expect, test } from './support/test.ts';

test.skip(process.platform === 'win32', 'Windows has no signal that a program sends as Ctrl-C does');

test('a change of the window shows without a reload, one of the station starts it again', async ({
  folder,
  window,
}) => {
  const dev = await startDev(folder);
  const page = await window();
  await page.goto(dev.address);
  await expect(page).toHaveURL(/^[^?]*$/);
  await expect(page.getByRole('main')).toBeVisible();
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));

  await dev.edit('src/renderer/App.vue', (text) => text.replace('<main>', '<main><p>Changed just now</p>'));
  await expect(page.getByText('Changed just now')).toBeVisible();

  const start = `process.stdout.write('The changed station is here\\n');\n`;
  await dev.edit('src/main/server.ts', (text) => start + text);
  await expect.poll(dev.output).toContain('The station is ready again.');
  expect(dev.output()).toContain('The changed station is here');
  expect(dev.output()).toContain('Loupe is ending');
  await expect(page.getByText('Changed just now')).toBeVisible();
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);

  expect(await dev.interrupt()).toBe(0);
  expect(dev.output().match(/Loupe is ending/g)).toHaveLength(2);
  await expect(fetch(dev.address)).rejects.toThrow();
  expect(existsSync(join(folder, 'home', 'station.db-wal'))).toBe(false);
});

test('a foreign page, a foreign name and a window without the token are refused as ever', async ({
  folder,
}) => {
  const dev = await startDev(folder);
  const { host, origin, port, search } = new URL(dev.address);
  const status = (path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((done, fail) => {
      request({ host: '127.0.0.1', port, path, headers, method: 'HEAD' }, (answer) =>
        done(answer.statusCode ?? 0),
      )
        .on('error', fail)
        .end();
    });
  const socket = (headers: Record<string, string>): Promise<number> =>
    new Promise((done) => {
      const opening = new WebSocket(`ws://${host}/rpc`, { headers });
      opening
        .on('open', () => done(101))
        .on('unexpected-response', (_request, answer) => done(answer.statusCode ?? 0));
    });
  const letIn = await fetch(`${origin}/${search}`, { redirect: 'manual' });
  const cookie = letIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(letIn.status).toBe(302);

  expect(await status('/media/dataset-image/1', { cookie })).toBe(404);
  expect(await status('/media/dataset-image/1', {})).toBe(401);
  expect(await status('/media/dataset-image/1', { cookie, origin: 'http://evil.example' })).toBe(403);
  expect(await status('/', { cookie, host: `evil.example:${port}` })).toBe(403);
  expect(await socket({ cookie, origin })).toBe(101);
  expect(await socket({ origin })).toBe(401);
  expect(await socket({ cookie, origin: 'http://evil.example' })).toBe(403);
  expect(await socket({ cookie, origin: `http://evil.example:${port}`, host: `evil.example:${port}` })).toBe(
    403,
  );
  expect(await dev.interrupt()).toBe(0);
});
