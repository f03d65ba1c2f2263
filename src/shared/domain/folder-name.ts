/** The last part of a folder's path, of whichever system: what may be told without telling of the machine; “test set” for no folder. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '' && part !== '.') ?? 'test set';
}
