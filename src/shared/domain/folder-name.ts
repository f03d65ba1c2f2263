/**
 * Returns the last part of a folder's path on any system, which tells nothing else of the machine; “test set”
 * for an empty path.
 */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '' && part !== '.') ?? 'test set';
}
