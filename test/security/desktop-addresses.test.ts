import { describe, expect, test } from 'vitest';
import { externalAddress, isOwnAddress } from '../../src/main/electron/addresses.ts';

describe('addresses of the desktop window', () => {
  test('its own ones, however they are written', () => {
    for (const address of ['app://loupe/', 'app://loupe', 'APP://loupe/#/review', 'app://loupe/media/x?y']) {
      expect(isOwnAddress(address), address).toBe(true);
    }
  });

  test('nothing else is its own', () => {
    const foreign = [
      'app://evil/',
      'app://loupe.evil/',
      'app://loupe:1/',
      'app://user@loupe/',
      'app:loupe',
      'app:///loupe',
      'http://loupe/',
      'https://app//loupe',
      'file:///etc/passwd',
      'about:blank',
      'data:text/html,x',
      'blob:app://loupe/1',
      'null',
      '',
    ];
    for (const address of foreign) expect(isOwnAddress(address), address).toBe(false);
  });

  test('only parsed http and https addresses are opened outside', () => {
    expect(externalAddress('https://example.com/a b')).toBe('https://example.com/a%20b');
    expect(externalAddress('HTTP://example.com')).toBe('http://example.com/');
    const dangerous = [
      'file:///C:/Windows/System32/calc.exe',
      'smb://server/share',
      'javascript:alert(1)',
      'data:text/html,x',
      'ms-msdt:/id',
      'vbscript:x',
      'app://loupe/',
      '\\\\server\\share',
      'https://user:secret@example.com/',
      ' ',
      'example.com',
    ];
    for (const address of dangerous) expect(externalAddress(address), address).toBeNull();
  });
});
