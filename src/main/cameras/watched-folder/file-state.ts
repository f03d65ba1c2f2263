import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { systemCode } from '../../files/file-failure.ts';

/** A file's state, which distinguishes two pictures under the same name without reading them. */
export interface FileState {
  /** Bytes; -1 if unknown, for example for a broken link. */
  readonly size: number;
  /** Time of the last write, nanoseconds since 1970. */
  readonly writtenAt: bigint;
  readonly inode: bigint;
}

/** State of a name whose file cannot be examined; reading the file gives the error. */
const unknown: FileState = { size: -1, writtenAt: 0n, inode: 0n };

/** What a listing shows in place of bytes that are no UTF-8. */
const noText = '\uFFFD';

/**
 * Returns whether a file of the folder has this name in a listing but cannot be reached by it, because its name is
 * not UTF-8: an older camera may write names as Windows did.
 */
export async function hasForeignName(path: string): Promise<boolean> {
  const name = basename(path);
  if (!name.includes(noText)) return false;
  const names = await readdir(dirname(path), { encoding: 'buffer' }).catch(() => []);
  return names.some((bytes) => bytes.toString() === name && !bytes.equals(Buffer.from(name)));
}

/** Returns the state of a file, following links; null if there is none or it is not a file. */
export async function stateOf(path: string): Promise<FileState | null> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return null;
    return { size: Number(found.size), writtenAt: found.mtimeNs, inode: found.ino };
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') return unknown;
    const link = await lstat(path).catch(() => null);
    return link === null && !(await hasForeignName(path)) ? null : unknown;
  }
}

export function isSameState(a: FileState, b: FileState): boolean {
  return isSameWriting(a, b) && a.inode === b.inode;
}

/** Returns whether size and time are equal. The inode is ignored because some network shares change it each time. */
export function isSameWriting(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.writtenAt === b.writtenAt;
}

/**
 * Returns how long ago the file was written by this machine's clock, milliseconds. The result is never negative, so
 * that a network share whose clock is ahead does not make a file look new for ever.
 */
export function ageOf({ writtenAt }: FileState): number {
  return Math.abs(Date.now() - Number(writtenAt / 1_000_000n));
}
