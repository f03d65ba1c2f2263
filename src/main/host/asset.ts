import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { systemCode } from '../files/file-failure.ts';
import { containedPath } from './contained-path.ts';

/** Content types of the files that the window's build contains. */
const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.wasm', 'application/wasm'],
]);

export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly cacheControl: string;
}

/**
 * Reads a file of the built window.
 *
 * @param folder the build's folder
 * @param urlPath the requested path, percent-encoded; `/` is the page itself
 * @returns null when the file does not exist or may not be served
 */
export async function readAsset(folder: string, urlPath: string): Promise<Asset | null> {
  const path = urlPath === '/' ? '/index.html' : urlPath;
  const file = containedPath(folder, path);
  const type = types.get(extname(path).toLowerCase());
  if (file === null || type === undefined) return null;
  try {
    const bytes = new Uint8Array(await readFile(file));
    // Names below /assets/ contain a hash of the content, so they never change.
    const cacheControl = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return { bytes, type, cacheControl };
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(systemCode(error) ?? '')) return null;
    throw error;
  }
}
