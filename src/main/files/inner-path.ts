/**
 * Whether a path is a plain one below a folder on any system: relative, with `/`, no empty or dotted part, and nothing that a file
 * system takes for a drive, a stream or a device.
 */
export function isInnerPath(path: string): boolean {
  return path.split('/').every((part) => {
    return part !== '' && part !== '.' && part !== '..' && !/[\\:*?"<>|\p{Cc}]/u.test(part);
  });
}
