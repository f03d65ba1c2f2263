import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAsset } from '../../src/main/host/asset.ts';
import { containedPath } from '../../src/main/host/contained-path.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const outside = [
  '',
  '/',
  'index.html',
  '/..',
  '/../secret.html',
  '/assets/../../secret.html',
  '/assets/../index.html',
  '/./index.html',
  '//index.html',
  '/assets//app.js',
  '/assets/',
  '/%2e%2e/secret.html',
  '/%2E%2E%2Fsecret.html',
  '/..%2fsecret.html',
  '/..%5csecret.html',
  '/%252e%252e%252fsecret.html',
  '/%c0%ae%c0%ae/secret.html',
  '/..\\secret.html',
  '/\\\\server\\share\\secret.html',
  '/C:/secret.html',
  '/C:secret.html',
  '/%43%3a%5csecret.html',
  '/index.html%00.png',
  '/index.html\0.png',
  '/index.html::$DATA',
  '/index.html.',
  '/index.html%20',
  '/.env',
  '/assets/.git/config.json',
  '/~root/secret.html',
  '/%',
  '/%zz',
  '/index.html;/../secret.html',
  'app://loupe/index.html',
  '/\u2025/secret.html',
  '/\uff0e\uff0e/secret.html',
];

describe('paths of the window’s files', () => {
  test.each(outside)('%j leads to no file', (path) => {
    expect(containedPath('/srv/renderer', path)).toBeNull();
  });

  test.each(['/index.html', '/assets/app-a1_B2.js', '/%69ndex.html', '/a/b/c.css'])('%j does', (path) => {
    expect(containedPath('/srv/renderer', path)).toBe(join('/srv/renderer', decodeURIComponent(path)));
  });

  test('a file beside the window’s folder is never read, whatever the way to it', async () => {
    const folder = temporaryFolder();
    const renderer = join(folder, 'renderer');
    await mkdir(join(renderer, 'assets'), { recursive: true });
    await writeFile(join(folder, 'secret.html'), 'secret');
    await writeFile(join(renderer, 'index.html'), 'page');
    for (const path of outside.filter((path) => path !== '/')) {
      expect(await readAsset(renderer, path), path).toBeNull();
    }
    expect(await readAsset(renderer, '/index.html')).not.toBeNull();
  });
});

describe('files of the window', () => {
  test('types and caching follow the name; hashed assets are kept, the page is asked for again', async () => {
    const renderer = temporaryFolder();
    await mkdir(join(renderer, 'assets'));
    await writeFile(join(renderer, 'index.html'), 'page');
    await writeFile(join(renderer, 'assets', 'app-a1b2.js'), 'code');
    expect(await readAsset(renderer, '/')).toMatchObject({
      type: 'text/html; charset=utf-8',
      cacheControl: 'no-cache',
    });
    expect(await readAsset(renderer, '/assets/app-a1b2.js')).toMatchObject({
      type: 'text/javascript; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
    });
  });

  test('a missing file, a folder and a file of another type are not found', async () => {
    const renderer = temporaryFolder();
    await mkdir(join(renderer, 'folder.html'));
    await writeFile(join(renderer, 'station.db'), 'data');
    for (const path of ['/missing.html', '/folder.html', '/station.db', '/']) {
      expect(await readAsset(renderer, path), path).toBeNull();
    }
  });
});
