import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import {
  accessCookie,
  accessToken,
  cookieName,
  equalSecrets,
  cookieTokens,
  isOwnHost,
  isOwnOrigin,
  ownNames,
} from '../../src/main/headless/access.ts';

describe('the token', () => {
  test('is a new one of 256 bits at each start', () => {
    const [first, second] = [accessToken(undefined), accessToken('')];
    expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(second).not.toBe(first);
  });

  test('may be a lasting one, but neither short nor one that an address cannot hold', () => {
    expect(accessToken('kiosk-line-3-a9f1')).toBe('kiosk-line-3-a9f1');
    for (const bad of ['short', 'sixteen letters!', 'a'.repeat(15), `${'a'.repeat(16)}; Domain=evil`]) {
      expect(() => accessToken(bad)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
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
  const isOwn = (host: string, bound: string): boolean => isOwnHost({ host }, ownNames(bound));

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
    expect(isOwnHost({}, ownNames('127.0.0.1'))).toBe(false);
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
  expect(isOwnOrigin({ host, origin: 'http://127.0.0.1:4700' })).toBe(true);
  const foreign = ['http://127.0.0.1:4701', 'http://localhost:4700', 'https://127.0.0.1:4700', 'null', ''];
  for (const origin of foreign) expect(isOwnOrigin({ host, origin }), origin).toBe(false);
  expect(isOwnOrigin({ host })).toBe(false);
});
