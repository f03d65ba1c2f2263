import { join, relative } from 'node:path';

/**
 * A name that a build gives its files. All else is refused rather than cleaned: `.` and `..`, hidden files,
 * separators of any platform, drive letters, alternate streams, NUL, and anything encoded twice.
 */
const plainName = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

/**
 * The file below `root` that the path of an address stands for.
 *
 * @param urlPath the path as it was asked for, still percent-encoded, starting with `/`
 * @returns null when the path could lead anywhere else
 */
export function containedPath(root: string, urlPath: string): string | null {
  const names = decode(urlPath)?.split('/');
  if (names?.shift() !== '' || names.length === 0) return null;
  if (!names.every((name) => plainName.test(name))) return null;
  const file = join(root, ...names);
  return relative(root, file) === join(...names) ? file : null;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
