import { lstat, stat } from 'node:fs/promises';
import { systemCode } from '../../files/file-failure.ts';

/** What tells one picture from the next under the same name, without reading it. */
export interface FileState {
  /** Bytes; -1 where they cannot be asked for, as of a link that leads nowhere. */
  readonly size: number;
  /** When it was last written, nanoseconds since 1970. */
  readonly writtenAt: bigint;
  readonly inode: bigint;
}

/** A name is there, but nothing can be said of what it stands for: reading it will say why. */
const unknown: FileState = { size: -1, writtenAt: 0n, inode: 0n };

/** How the file of a path stands; links are followed. Null when there is none, or something that is no file. */
export async function stateOf(path: string): Promise<FileState | null> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return null;
    return { size: Number(found.size), writtenAt: found.mtimeNs, inode: found.ino };
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') return unknown;
    const link = await lstat(path).catch(() => null);
    return link === null ? null : unknown;
  }
}

export function isSameState(a: FileState, b: FileState): boolean {
  return isSameWriting(a, b) && a.inode === b.inode;
}

/** Whether both may be the same writing of a file; some network shares number their files anew each time. */
export function isSameWriting(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.writtenAt === b.writtenAt;
}

/**
 * How long ago the file was written by this machine's clock, milliseconds. A clock that runs ahead on a network share must not
 * make a file new for ever.
 */
export function ageOf({ writtenAt }: FileState): number {
  return Math.abs(Date.now() - Number(writtenAt / 1_000_000n));
}
