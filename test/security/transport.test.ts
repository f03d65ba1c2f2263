import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { ownCertificate, selfMadeFile } from '../../src/main/headless/own-certificate.ts';
import { makeAuthority } from '../support/certificates.ts';
import { freePort } from '../support/free-port.ts';
import { nginxMissing, startNginx } from '../support/nginx.ts';
import { runProgram, startProgram } from '../support/run-program.ts';
import { clientOn } from '../support/socket-client.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startTlsProxy } from '../support/tls-proxy.ts';

const server = 'src/main/server.ts';
const ready = /Loupe is ready: (https?:\/\/([^/]+)\/\?token=(\S+))/;

async function start(words: readonly string[], home = join(temporaryFolder(), 'home')) {
  const program = startProgram(server, ['--home', home, ...words]);
  const said = await program.says(ready);
  const [, address = '', , token = ''] = ready.exec(said) ?? [];
  return { ...program, said, home, address, token };
}

interface Way {
  readonly port: number;
  /** Certificate of the authority, or the server's own. */
  readonly ca: string;
}

/** Checks the authority but not names, because requests go to the address whatever name they ask for. */
const trusting = (ca: string) => ({ ca, checkServerIdentity: () => undefined });

function get({ port, ca }: Way, path: string, headers: OutgoingHttpHeaders = {}) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, headers, agent: false, ...trusting(ca) };
    request(options, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

/** Opens a page's socket. @returns that it opened, or the refusal's status and reason */
function socketOf(
  { port, ca }: Way,
  path: string,
  headers: Record<string, string>,
): Promise<WebSocket | string> {
  const socket = new WebSocket(`wss://127.0.0.1:${port}${path}`, { headers, ...trusting(ca) });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => resolve(`${answer.statusCode}: ${body}`));
    });
  });
}

/** Enters as a browser does: by the token, then with the cookie, to page, procedures and live channel. */
async function comeIn(way: Way, token: string, origin: string): Promise<string> {
  const host = new URL(origin).host;
  const { status, headers } = await get(way, `/?token=${token}`, { host });
  expect(status).toBe(302);
  const [line = ''] = headers['set-cookie'] ?? [];
  const cookie = line.split(';')[0] ?? '';
  expect((await get(way, '/', { host })).status).toBe(401);
  expect((await get(way, '/api', { host, cookie })).status).toBe(200);
  for (const path of ['/rpc', '/live']) {
    const socket = await socketOf(way, path, { host, origin, cookie });
    if (typeof socket === 'string') throw new Error(socket);
    if (path === '/rpc') expect((await clientOn(socket).station.status()).host).toBe('headless');
  }
  return line;
}

describe('a station that speaks TLS itself', () => {
  test('makes a certificate, tells its fingerprint, and keeps it for the next start', async () => {
    const port = await freePort();
    const first = await start(['--tls', '--port', String(port)]);
    expect(first.address).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const ca = readFileSync(selfMadeFile(first.home), 'utf8');
    const { fingerprint256, subjectAltName } = new X509Certificate(ca);
    expect(first.said).toContain(`SHA-256: ${fingerprint256}`);
    expect(subjectAltName).toContain('IP Address:127.0.0.1');
    expect(statSync(selfMadeFile(first.home)).mode & 0o077).toBe(0);
    const way = { port, ca };
    const cookie = await comeIn(way, first.token, `https://127.0.0.1:${port}`);
    expect(cookie).toBe(`__Host-loupe_${port}=${first.token}; Path=/; HttpOnly; SameSite=Strict; Secure`);
    const { headers } = await get(way, '/');
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{7,}$/);
    // Other programs on this machine, also called localhost, may lack TLS.
    const local = await get(way, '/', { host: `localhost:${port}` });
    expect(local.headers['strict-transport-security']).toBeUndefined();
    const plain = { host: `127.0.0.1:${port}`, cookie: cookie.split(';')[0] ?? '' };
    expect(await socketOf(way, '/rpc', { ...plain, origin: `http://127.0.0.1:${port}` })).toContain(
      '403: Foreign origin',
    );
    first.child.kill('SIGTERM');
    expect((await first.end).code).toBe(0);
    const second = await start(['--tls', '--port', '0'], first.home);
    expect(second.said).toContain(`SHA-256: ${fingerprint256}`);
  });

  test('takes a certificate and key of the plant, and windows are told which one', async () => {
    const authority = makeAuthority();
    const pair = authority.sign();
    const port = await freePort();
    const words = ['--cert', pair.certificateFile, '--key', pair.keyFile, '--port', String(port)];
    const { token, said } = await start(words);
    expect(said).not.toContain('SHA-256');
    const way = { port, ca: authority.text };
    const origin = `https://127.0.0.1:${port}`;
    const cookie = (await comeIn(way, token, origin)).split(';')[0] ?? '';
    const socket = await socketOf(way, '/rpc', { host: `127.0.0.1:${port}`, origin, cookie });
    if (typeof socket === 'string') throw new Error(socket);
    expect((await clientOn(socket).access.addresses()).certificate).toMatchObject({
      sha256: new X509Certificate(pair.certificate).fingerprint256,
      isSelfMade: false,
    });
  });

  test('refuses what does not fit together, by name', async () => {
    const authority = makeAuthority();
    const [one, other] = [authority.sign(), authority.sign()];
    const noKey = join(temporaryFolder(), 'key.pem');
    writeFileSync(noKey, 'no key');
    for (const [cert, key, reason] of [
      [one.certificateFile, other.keyFile, 'does not belong to the certificate'],
      [one.certificateFile, noKey, 'no private key'],
      [noKey, one.keyFile, 'no certificate'],
    ] as const) {
      const refused = { code: 'BAD_INPUT', message: expect.stringContaining(reason) };
      await expect(ownCertificate({ kind: 'files', cert, key }, [])).rejects.toMatchObject(refused);
    }
    await expect(
      ownCertificate({ kind: 'files', cert: `${noKey}.not`, key: noKey }, []),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const { code, stderr } = await runProgram(server, ['--tls', '--cert', one.certificateFile]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Loupe did not start \(BAD_INPUT\): .*--key/);
  });
});

describe('a station behind a proxy that speaks TLS', () => {
  async function proxied(originOf: (port: number) => string | null) {
    const authority = makeAuthority();
    const upstream = await freePort();
    const proxy = await startTlsProxy(authority.sign(), () => upstream);
    onTestFinished(() => proxy.close());
    const origin = originOf(proxy.port);
    const station = await start([
      '--port',
      String(upstream),
      ...(origin === null ? [] : ['--origin', origin]),
    ]);
    return { ...station, way: { port: proxy.port, ca: authority.text }, upstream, origin: origin ?? '' };
  }

  test.each([
    ['a name of its own', () => 'https://station.factory.example'],
    ['the machine’s name at another port', (port: number) => `https://localhost:${port}`],
  ])('is found by the origin that it was told: %s', async (_name, originOf) => {
    const { way, token, origin, address, upstream } = await proxied(originOf);
    expect(address).toBe(`${origin}/?token=${token}`);
    const cookie = await comeIn(way, token, origin);
    expect(cookie).toBe(`__Host-loupe_${upstream}=${token}; Path=/; HttpOnly; SameSite=Strict; Secure`);
    const { headers } = await get(way, '/', { host: new URL(origin).host });
    expect(headers['strict-transport-security']).toBeUndefined();
    const own = { host: new URL(origin).host, cookie: cookie.split(';')[0] ?? '' };
    for (const foreign of [
      'https://evil.example',
      origin.replace('https', 'http'),
      `http://127.0.0.1:${upstream}`,
    ]) {
      expect(await socketOf(way, '/rpc', { ...own, origin: foreign }), foreign).toContain(
        `answers to ${origin}`,
      );
    }
    expect((await get(way, '/', { host: 'evil.example' })).status).toBe(403);
  });

  test('that was told none says which one to set, to the browser and where it was started', async () => {
    const { way, token, says } = await proxied(() => null);
    const host = `localhost:${way.port}`;
    for (const name of [host, 'station.factory.example']) {
      const { status, body } = await get(way, `/?token=${token}`, { host: name });
      expect(status, name).toBe(403);
      expect(body).toContain(`--origin https://${name}`);
      expect(await socketOf(way, '/rpc', { host: name, origin: `https://${name}` })).toContain(`403: `);
    }
    expect(await says(/--origin https:\/\/station\.factory\.example/)).toContain(`--origin https://${host}`);
  });

  test.skipIf(nginxMissing).for([
    ['keeps the name', ['proxy_set_header Host $http_host;']],
    ['puts that of the machine in its place', []],
  ] as const)('works behind nginx that %s', async ([, lines]) => {
    const authority = makeAuthority();
    const [upstream, port] = [await freePort(), await freePort()];
    const origin = `https://station.factory.example:${port}`;
    const { token } = await start(['--port', String(upstream), '--origin', origin]);
    const sockets = [
      'proxy_http_version 1.1;',
      'proxy_set_header Upgrade $http_upgrade;',
      'proxy_set_header Connection upgrade;',
    ];
    await startNginx(port, authority.sign(), [
      `proxy_pass http://127.0.0.1:${upstream};`,
      ...sockets,
      ...lines,
    ]);
    expect(await comeIn({ port, ca: authority.text }, token, origin)).toContain('; Secure');
  });
});
