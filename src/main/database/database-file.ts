import Sqlite from 'better-sqlite3';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';

/** SQLite's application id of every database of the station: "Loup" in ASCII. */
export const applicationId = 0x4c6f7570;

export interface DatabaseFile {
  /** The schema's version, from `user_version`. */
  readonly version: number;
  readonly applicationId: number;
}

const magic = 'SQLite format 3\0';

/**
 * Reads the header of an existing database file, without changing it.
 *
 * @returns null if there is no file or it is empty
 * @throws StationError CORRUPT_FILE if it is not an SQLite database; NO_PERMISSION if it cannot be read
 */
export function readDatabaseFile(path: string): DatabaseFile | null {
  if (!existsSync(path) || statSync(path).size === 0) return null;
  const header = readHeader(path);
  if (header.toString('latin1', 0, magic.length) !== magic || header.length < 100) throw notADatabase(path);
  // A write-ahead log may contain a newer header than the file.
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) return readThroughLog(path);
  const size = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  if (header.readUInt32BE(28) * size > statSync(path).size) {
    throw new StationError(
      'CORRUPT_FILE',
      `The database “${path}” is cut short. Restore it from the backups folder beside it, or move it away to start afresh.`,
      `${statSync(path).size} bytes of ${header.readUInt32BE(28) * size}`,
    );
  }
  return { version: header.readUInt32BE(60), applicationId: header.readUInt32BE(68) };
}

export function notADatabase(path: string, detail?: string): StationError {
  return new StationError(
    'CORRUPT_FILE',
    `The database “${path}” is damaged or no database at all. Restore it from the backups folder beside it, or move it away to start afresh.`,
    detail,
  );
}

function readHeader(path: string): Buffer {
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    return header.subarray(0, readSync(file, header, 0, header.length, 0));
  } finally {
    closeSync(file);
  }
}

function readThroughLog(path: string): DatabaseFile {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    const pragma = (name: string): number => z.number().parse(database.pragma(name, { simple: true }));
    return { version: pragma('user_version'), applicationId: pragma('application_id') };
  } finally {
    database.close();
  }
}
