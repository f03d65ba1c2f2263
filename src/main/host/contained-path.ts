import { join, relative } from 'node:path';

/**
 * The form of the names that a build gives its files. Any other name is refused, not cleaned: `.` and `..`, hidden
 * files, separators of any platform, drive letters, alternate streams, NUL, and anything encoded twice.
 */
const plainName = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

/**
 * Returns the file below `root` for the path of an address.
 *
 * @param urlPath the requested path, percent-encoded, starting with `/`
 * @returns null when the path could lead outside `root`
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
