import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import {
  accessCookie,
  accessToken,
  cookieName,
  equalSecrets,
  cookieTokens,
} from '../../src/main/headless/access.ts';
import {
  isOwnOrigin,
  ownNames,
  ownOrigin,
  readOrigins,
  refusalOf,
  type Doors,
} from '../../src/main/headless/origins.ts';

const plainly = (bound: string): Doors => ({ scheme: 'http', names: ownNames(bound), origins: [] });

describe('the token', () => {
  test('is a new one of 256 bits at each start', () => {
    const [first, second] = [accessToken(undefined), accessToken('')];
    expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(second).not.toBe(first);
  });

  test('may be a lasting one, but neither short nor one that an address cannot hold', () => {
    expect(accessToken('kiosk-line-3-a9f1')).toBe('kiosk-line-3-a9f1');
    for (const bad of ['short', 'sixteen letters!', 'kiosk-line-3-a9', 'kiosk-line-3-a9f1; Domain=evil']) {
      expect(() => accessToken(bad), bad).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining('16 to 200 letters') }),
      );
    }
  });

  test('may not be one that is easily guessed', () => {
    for (const bad of [
      'a'.repeat(16),
      'abababababababab',
      'abcdefghabcdefgh',
      '1234123412341234',
      '0000-0000-0000-01',
    ]) {
      expect(() => accessToken(bad), bad).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining('easily guessed') }),
      );
    }
  });

  test('is compared whole, whatever the lengths', () => {
    expect(equalSecrets('abc', 'abc')).toBe(true);
    for (const other of ['', 'ab', 'abcd', 'abd', 'ABC']) expect(equalSecrets('abc', other)).toBe(false);
  });
});

describe('the cookie', () => {
  const token = accessToken(undefined);

  test('is out of reach of scripts and of other sites', () => {
    expect(accessCookie(4700, token)).toBe(`loupe_4700=${token}; Path=/; HttpOnly; SameSite=Strict`);
  });

  test('over TLS has a name that no other name of the domain can set, and never leaves it', () => {
    expect(accessCookie(4700, token, { isSecure: true, seconds: 60 })).toBe(
      `__Host-loupe_4700=${token}; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=60`,
    );
    expect(cookieTokens({ cookie: `loupe_4700=${token}` }, 4700, true)).toEqual([]);
    expect(cookieTokens({ cookie: `__Host-loupe_4700=${token}` }, 4700, true)).toEqual([token]);
  });

  test('lets in among others, and only with the right name and value', () => {
    const has = (cookie: string): boolean => cookieTokens({ cookie }, 4700).includes(token);
    expect(has(`theme=dark; ${cookieName(4700)}=${token}; x=1`)).toBe(true);
    expect(has(`${cookieName(4700)}=old; ${cookieName(4700)}=${token}`)).toBe(true);
    expect(has(`${cookieName(4701)}=${token}`)).toBe(false);
    expect(has(`${cookieName(4700)}=${token}x`)).toBe(false);
    expect(has(`${cookieName(4700)}=`)).toBe(false);
    expect(cookieTokens({}, 4700)).toEqual([]);
  });
});

describe('names of the station', () => {
  const isOwn = (host: string, bound: string): boolean => ownOrigin({ host }, plainly(bound)) !== null;

  test('a station of this machine only answers to its local names, at any port', () => {
    for (const host of ['127.0.0.1:4700', 'localhost:4700', 'LOCALHOST', '[::1]:4700', '127.0.0.1:8080']) {
      expect(isOwn(host, '127.0.0.1'), host).toBe(true);
    }
  });

  test('a foreign name that was made to point here is refused', () => {
    const foreign = [
      'evil.example',
      'evil.example:4700',
      'localhost.evil.example:4700',
      '127.0.0.1.evil.example',
      'evil.example@127.0.0.1',
      '127.0.0.1/evil',
      '127.0.0.1#evil',
      'localhost:4700, evil.example',
      '',
      ' ',
    ];
    for (const host of foreign) {
      expect(isOwn(host, '127.0.0.1'), host).toBe(false);
      expect(isOwn(host, '0.0.0.0'), host).toBe(false);
    }
    expect(ownOrigin({}, plainly('127.0.0.1'))).toBeNull();
  });

  test('a station of one address answers to it, one of all addresses also to the machine’s name', () => {
    expect(isOwn('192.168.7.20:4700', '192.168.7.20')).toBe(true);
    expect(isOwn('192.168.7.21:4700', '192.168.7.20')).toBe(false);
    expect(isOwn(`${hostname()}:4700`, '0.0.0.0')).toBe(true);
    expect(isOwn(`${hostname()}:4700`, '127.0.0.1')).toBe(false);
  });
});

test('only the page that the station itself served counts as its own origin', () => {
  const host = '127.0.0.1:4700';
  const doors = plainly('127.0.0.1');
  expect(isOwnOrigin({ host, origin: 'http://127.0.0.1:4700' }, doors)).toBe(true);
  const foreign = ['http://127.0.0.1:4701', 'http://localhost:4700', 'https://127.0.0.1:4700', 'null', ''];
  for (const origin of foreign) expect(isOwnOrigin({ host, origin }, doors), origin).toBe(false);
  expect(isOwnOrigin({ host }, doors)).toBe(false);
});

describe('a station that was told its origins', () => {
  const [first, second] = ['https://station.factory.example', 'https://line3.factory.example:8443'];
  const doors: Doors = { ...plainly('127.0.0.1'), origins: [first, second] };

  test('lets in their pages, whether the proxy keeps the name or puts that of the machine', () => {
    for (const [host, origin] of [
      ['station.factory.example', first],
      ['station.factory.example:443', first],
      ['line3.factory.example:8443', second],
      ['127.0.0.1:4700', first],
      ['127.0.0.1:4700', second],
    ] as const) {
      expect(isOwnOrigin({ host, origin }, doors), host).toBe(true);
      expect(refusalOf({ host, origin }, doors, true), host).toBeNull();
    }
  });

  test('lets in no other page, not even one of the other origin, nor another scheme or port', () => {
    for (const [host, origin] of [
      ['station.factory.example', second],
      ['station.factory.example', 'http://station.factory.example'],
      ['station.factory.example', 'https://station.factory.example:8443'],
      ['127.0.0.1:4700', 'http://127.0.0.1:4700'],
      ['evil.example', first],
      ['line3.factory.example', second],
    ] as const) {
      expect(isOwnOrigin({ host, origin }, doors), `${host} ${origin}`).toBe(false);
      expect(refusalOf({ host, origin }, doors, true)).toContain(`answers to ${first}, ${second}`);
    }
    expect(refusalOf({ host: '127.0.0.1:4700' }, doors, true)).toContain('--origin');
    expect(refusalOf({ host: '127.0.0.1:4700' }, doors, false)).toBeNull();
  });

  test('takes origins as browsers write them, and nothing else', () => {
    expect(
      readOrigins(['https://Station.Factory.example/', 'https://a.example:443', 'http://localhost:4700']),
    ).toEqual(['https://station.factory.example', 'https://a.example', 'http://localhost:4700']);
    const bad = [
      'station.factory.example',
      'https://a.example/loupe',
      'https://me@a.example',
      'file:///',
      'https://a.example/?',
      '',
    ];
    for (const origin of bad) {
      expect(() => readOrigins([origin]), origin).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    }
  });

  test('is asked for by name when a proxy that speaks TLS comes without it', () => {
    const host = 'localhost:8443';
    const refusal = refusalOf({ host, 'x-forwarded-proto': 'https' }, plainly('127.0.0.1'), false);
    expect(refusal).toContain('--origin https://localhost:8443');
    expect(refusalOf({ host, origin: 'https://localhost:8443' }, plainly('127.0.0.1'), true)).toContain(
      '--origin https://localhost:8443',
    );
  });
});
