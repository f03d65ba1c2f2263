/**
 * Tells whether a path stays below its folder on any system: relative, with `/`, without empty or dotted parts, and without names that
 * some file system takes for a drive, a stream or a device.
 */
export function isInnerPath(path: string): boolean {
  return path.split('/').every((part) => {
    return part !== '' && part !== '.' && part !== '..' && !/[\\:*?"<>|\p{Cc}]/u.test(part);
  });
}
