import { statfs } from 'node:fs/promises';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { systemCode } from '../../files/file-failure.ts';

/**
 * An embedded log takes nothing with less free room on its disk than this, bytes: the largest batch and PostgreSQL's own log of it. Without
 * room for that own log it would stop for good, and the whole process with it.
 */
export const leastFree = 256 * 2 ** 20;

/** @throws StationError DISK_FULL naming the folder, if its disk has less room than `least`, bytes */
export async function ensureRoom(folder: string, least: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= least) return;
  throw new StationError(
    'DISK_FULL',
    `The plant’s log in “${folder}” takes nothing more: its disk has less than ${Math.round(least / 2 ** 20)} MiB left. ` +
      'What stations tell waits meanwhile; free some space.',
  );
}

/** A statement that writes. */
const writes = /\b(?:INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\b/;

export const isWriting = (sql: string): boolean => writes.test(sql);

/** PostgreSQL's code (SQLSTATE) for a disk without room. */
const noRoom = '53100';

/** Names a failure for want of room; returns others unchanged. @param log the log's name, for the message */
export function roomFailure(error: unknown, log: string): unknown {
  if (systemCode(error) !== noRoom) return error;
  return new StationError(
    'DISK_FULL',
    `${log} has no room: ${messageOf(error)}. What stations tell waits meanwhile; free some space.`,
  );
}
