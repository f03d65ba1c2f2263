import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { headlessStation } from '../support/headless-station.ts';

describe('the way in', () => {
  test('without the token there is a page that says what to do, and nothing else', async () => {
    const { get } = await headlessStation();
    for (const path of ['/', '/index.html', '/media/dataset-image/1', '/assets/app.js', '/anything']) {
      const { status, headers, body } = await get(path, {});
      expect(status, path).toBe(401);
      expect(body).toContain('?token=');
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect((await get('/', { 'accept-language': 'de-DE,de;q=0.9' })).body).toContain('gesperrt');
    expect((await get('/', { 'accept-language': 'zh-CN,zh;q=0.9' })).body).toContain('检测站');
  });

  test('a wrong token does not let in, even beside a cookie that does', async () => {
    const { get, token, own } = await headlessStation();
    for (const wrong of ['', 'x', token.slice(1), `${token}x`, token.toUpperCase(), '%00', '%']) {
      const { status, headers } = await get(`/?token=${wrong}`, { cookie: own.cookie });
      expect(status, wrong).toBe(401);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  test('the token becomes a cookie that scripts and other sites cannot use, and leaves the address', async () => {
    const { get, token, port } = await headlessStation();
    const { status, headers } = await get(`/?token=${token}`, {});
    expect(status).toBe(302);
    expect(headers.location).toBe('/');
    const [cookie = ''] = headers['set-cookie'] ?? [];
    expect(cookie).toBe(`loupe_${port}=${token}; Path=/; HttpOnly; SameSite=Strict`);
    expect((await get('/', { cookie: cookie.split(';')[0] })).status).toBe(200);
  });

  test('the token counts on the start page only', async () => {
    const { get, token } = await headlessStation();
    expect((await get(`/index.html?token=${token}`, {})).status).toBe(401);
    expect((await get(`/media/dataset-image/1?token=${token}`, {})).status).toBe(401);
  });
});

describe('who may ask', () => {
  test('a foreign name that points here is refused, with cookie or token', async () => {
    const { get, token, own, port } = await headlessStation();
    const host = `evil.example:${port}`;
    expect((await get('/', { host, cookie: own.cookie })).status).toBe(403);
    expect((await get(`/?token=${token}`, { host })).status).toBe(403);
  });

  test('a page of another origin is refused', async () => {
    const { get, own, port } = await headlessStation();
    for (const origin of ['http://evil.example', `http://127.0.0.1:${port + 1}`, 'null']) {
      expect((await get('/', { ...own, origin })).status, origin).toBe(403);
    }
    expect((await get('/', own)).status).toBe(200);
  });

  test('nothing can be changed by a plain request', async () => {
    const { get, own } = await headlessStation();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await get('/', own, method)).status, method).toBe(405);
    }
  });

  test('a user without the role sees no picture', async () => {
    const { get } = await headlessStation({ name: 'visitor', roles: ['administrator'] });
    expect(await get('/media/entry-picture/1')).toMatchObject({
      status: 403,
      body: expect.stringContaining('FORBIDDEN'),
    });
  });
});

describe('what is answered', () => {
  test('every answer carries the security headers, and no script may be made from text', async () => {
    const { get, token } = await headlessStation();
    const answers = [
      await get('/'),
      await get('/', {}),
      await get(`/?token=${token}`, {}),
      await get('/nothing'),
      await get('/media/entry-picture/1'),
      await get('/', { host: 'evil.example' }),
      await get('/', undefined, 'POST'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 302, 404, 404, 403, 405]);
    for (const { headers } of answers) {
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe-eval');
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['permissions-policy']).toContain('camera=(self)');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('no path leads out of the window’s folder or to the station’s own files', async () => {
    const { get } = await headlessStation();
    const paths = [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/assets/..%5c..%5cpackage.json',
      '/media/../../../etc/passwd',
      '/media/dataset-image/..%2f1',
      '/media/dataset-image/1%00',
      '/media/dataset-image/0',
      '/media/dataset-image/99999999999999999999',
      '/media/__proto__/1',
      '/station.db',
      'http://evil.example/',
      '//evil.example/',
      '*',
    ];
    for (const path of paths) expect((await get(path)).status, path).toBe(404);
  });

  test('a request that is no HTTP, or names no host, does not disturb the others', async () => {
    const { port, get } = await headlessStation();
    for (const words of ['\0\0\0\0', 'GET / HTTP/1.1\r\n\r\n', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n`]) {
      const answer = await new Promise<string>((resolve) => {
        let text = '';
        const stream = connect(port, '127.0.0.1', () => stream.write(words));
        stream.on('data', (data) => (text += data.toString('latin1')));
        stream.on('error', () => resolve(text));
        stream.on('close', () => resolve(text));
      });
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
    expect((await get('/')).status).toBe(200);
  });
});
