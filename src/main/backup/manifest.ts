import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { systemCode } from '../files/file-failure.ts';
import { isInnerPath } from '../files/inner-path.ts';

export const summaryFile = 'backup.json';
export const manifestFile = 'manifest.jsonl';

const hash = z.string().regex(/^[\da-f]{64}$/);
const size = z.number().int().nonnegative();

/** A file of the home as a backup has it: a line of the manifest. */
export const backedUpFileSchema = z.object({
  /** Relative to the home, with `/`. */
  path: z.string().max(4096).refine(isInnerPath),
  sha256: hash,
  bytes: size,
  /** When it was changed last, milliseconds since 1970; with path and size it tells that a file is the same. */
  modified: z.number(),
  /** Permissions of a POSIX system. */
  mode: z.number().int().min(0).max(0o777),
  /** SHA-256 of the file's pieces, in order. */
  pieces: z.array(hash).max(1_000_000),
});
export type BackedUpFile = z.infer<typeof backedUpFileSchema>;

/** The summary beside the manifest. It is written last, so a backup that has a summary is complete. */
export const backupSummarySchema = z.object({
  format: z.literal(1),
  /** Start of the backup, milliseconds since 1970. */
  createdAt: z.number(),
  /** Version of the station that wrote the backup. */
  stationVersion: z.string().max(100),
  /** `user_version` of the database. */
  databaseVersion: size,
  home: z.string().max(4096),
  files: size,
  bytes: size,
  /** Bytes of the pieces that were new with this backup. */
  newBytes: size,
  manifestSha256: hash,
  withSecrets: z.boolean(),
  /** Names of the home's parts that the backup leaves out. */
  leftOut: z.array(z.string().max(5000)),
});
export type BackupSummary = z.infer<typeof backupSummarySchema>;

/** Names a backup's folder: its start in UTC, without characters that some file system refuses. */
export function backupName(moment: number): string {
  return new Date(moment).toISOString().replaceAll(/[:.]/g, '-');
}
/** Names the next backup of a folder. It sorts behind the last one even if the clock was set back. @param last null if there is none */
export function nextBackupName(moment: number, last: string | null): string {
  const name = backupName(moment);
  return last === null || name > last ? name : backupName(momentOf(last) + 1);
}

function momentOf(name: string): number {
  return Date.parse(name.replace(/T(\d\d)-(\d\d)-(\d\d)-/, 'T$1:$2:$3.'));
}

export const backupNamePattern = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;

/** @throws StationError CORRUPT_FILE naming the file; NOT_FOUND when the backup is incomplete */
export async function readSummary(folder: string): Promise<BackupSummary> {
  const path = join(folder, summaryFile);
  try {
    return backupSummarySchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      throw new StationError(
        'NOT_FOUND',
        `“${folder}” holds no whole backup. "station backup list" names them.`,
      );
    }
    throw damaged(path, messageOf(error));
  }
}

/**
 * Reads the files of a backup one by one. It checks the manifest's hash at the end, so only then are the files known to be right.
 *
 * @throws StationError CORRUPT_FILE naming the manifest
 */
export async function* readManifest(folder: string, summary: BackupSummary): AsyncGenerator<BackedUpFile> {
  const path = join(folder, manifestFile);
  const whole = createHash('sha256');
  let files = 0;
  const stream = createReadStream(path);
  stream.on('data', (piece) => whole.update(piece));
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      files += 1;
      yield backedUpFileSchema.parse(JSON.parse(line));
    }
  } catch (error) {
    throw damaged(path, messageOf(error));
  } finally {
    stream.destroy();
  }
  if (files !== summary.files || whole.digest('hex') !== summary.manifestSha256) {
    throw damaged(path, `${files} files of ${summary.files}`);
  }
}

export function manifestLine(file: BackedUpFile): string {
  return `${JSON.stringify(file)}\n`;
}

function damaged(path: string, detail: string): StationError {
  return new StationError(
    'CORRUPT_FILE',
    `“${path}” is damaged: this backup cannot be used. Choose another one of the folder.`,
    detail,
  );
}
