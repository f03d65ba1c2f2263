import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupProgress } from '../../shared/contract/backup.ts';
import { syncFolder, writeFileDurably } from '../files/durable-file.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { stationPaths } from '../station/paths.ts';
import { ensureFolderOutside } from '../files/folder-outside.ts';
import { listBackups, lockBackups } from './backup-folder.ts';
import { copyDatabase } from '../database/copy-database.ts';
import { homeFiles, type HomeFile } from './home-files.ts';
import {
  nextBackupName,
  manifestFile,
  manifestLine,
  readManifest,
  summaryFile,
  type BackedUpFile,
  type BackupSummary,
} from './manifest.ts';
import { makeOwnFolder, openPieceStore, type PieceStore } from './piece-store.ts';
import { thinBackups } from './thin-backups.ts';
import { ensurePieces } from './verify-backup.ts';

export interface BackupRequest {
  readonly home: string;
  readonly folder: string;
  /** Number of backups to keep, including this one; null for all. */
  readonly keep: number | null;
  readonly withSecrets: boolean;
  /** True to read every file and every existing piece, instead of comparing sizes and times. */
  readonly reread: boolean;
  /** Version of the station. */
  readonly version: string;
}

export interface WrittenBackup {
  readonly name: string;
  readonly summary: BackupSummary;
  /** Names of the older backups that were removed. */
  readonly removed: readonly string[];
}

/**
 * Writes a backup of a home, also while a station runs in it. The backup's folder is called `.part` until its last file is written and its
 * new pieces were read again; so a backup is complete or absent. Older backups are not touched before that.
 *
 * @throws StationError BAD_INPUT, CONFLICT while another backup is written to the folder, CORRUPT_FILE, DISK_FULL, NO_PERMISSION
 */
export async function writeBackup(
  request: BackupRequest,
  onProgress: (progress: BackupProgress) => void,
): Promise<WrittenBackup> {
  const target = ensureFolderOutside(request.folder, request.home);
  const lock = lockBackups(target);
  try {
    await sweepUnfinished(target);
    const createdAt = Date.now();
    const name = nextBackupName(createdAt, (await listBackups(target))[0]?.name ?? null);
    const part = join(target, `${name}.part`);
    await makeOwnFolder(part);
    try {
      const store = await openPieceStore(join(target, 'pieces'), request.reread);
      const summary = await fill({ ...request, folder: target }, part, store, createdAt, onProgress);
      await rename(part, join(target, name));
      await syncFolder(target);
      const removed = request.keep === null ? [] : await thinBackups(target, request.keep, store);
      return { name, summary, removed };
    } catch (error) {
      await rm(part, { recursive: true, force: true }).catch(() => undefined);
      throw fileFailure(error, target);
    }
  } finally {
    lock.release();
  }
}

async function fill(
  { home, folder, withSecrets, reread, version }: BackupRequest,
  part: string,
  store: PieceStore,
  createdAt: number,
  onProgress: (progress: BackupProgress) => void,
): Promise<BackupSummary> {
  const last = reread ? new Map<string, BackedUpFile>() : await lastFiles(folder);
  const lines = await open(join(part, manifestFile), 'wx', 0o600);
  const digest = createHash('sha256');
  const fresh = new Set<string>();
  const leftOut: string[] = [];
  const sums = { files: 0, bytes: 0, newBytes: 0 };
  const add = async (file: BackedUpFile, newBytes: number): Promise<void> => {
    const line = manifestLine(file);
    digest.update(line);
    await lines.writeFile(line);
    sums.files += 1;
    sums.bytes += file.bytes;
    sums.newBytes += newBytes;
    if (newBytes > 0) for (const piece of file.pieces) fresh.add(piece);
  };
  const keep = async (file: HomeFile): Promise<void> => {
    const before = last.get(file.path);
    if (before && isSame(before, file) && before.pieces.every(store.has)) {
      return add({ ...before, mode: file.mode }, 0);
    }
    try {
      const { newBytes, ...kept } = await store.keepFile(join(home, file.path), () => undefined);
      await add({ path: file.path, modified: file.modified, mode: file.mode, ...kept }, newBytes);
    } catch (error) {
      // ENOENT: the station has removed the file since it was listed.
      // Not the folder of the backups, but this file cannot be read.
      if (systemCode(error) !== 'ENOENT') throw fileFailure(error, join(home, file.path));
    }
  };
  try {
    const all = await homeFiles(home, withSecrets);
    leftOut.push(...all.leftOut);
    // The journal is copied before the database: its waiting parts may reach the database in between, and the other order could miss them.
    for (const file of all.first) await keep(file);
    const databaseVersion = await keepDatabase(home, part, store, add, onProgress);
    // Listed after the database was copied, so that every picture that a row names exists.
    const { files } = await homeFiles(home, withSecrets);
    for (const [index, file] of files.entries()) {
      await keep(file);
      onProgress({ phase: 'files', done: index + 1, total: files.length });
    }
    await lines.sync();
    let verified = 0;
    await ensurePieces(store, join(part, manifestFile), fresh, () =>
      onProgress({ phase: 'verify', done: ++verified, total: sums.files }),
    );
    const summary: BackupSummary = {
      format: 1,
      createdAt,
      stationVersion: version,
      databaseVersion,
      home,
      ...sums,
      manifestSha256: digest.digest('hex'),
      withSecrets,
      leftOut,
    };
    await writeFileDurably(join(part, summaryFile), Buffer.from(`${JSON.stringify(summary, null, 2)}\n`));
    await syncFolder(part);
    return summary;
  } finally {
    await lines.close();
  }
}

async function keepDatabase(
  home: string,
  part: string,
  store: PieceStore,
  add: (file: BackedUpFile, newBytes: number) => Promise<void>,
  onProgress: (progress: BackupProgress) => void,
): Promise<number> {
  const { database } = stationPaths(home);
  const work = join(part, 'database.part');
  await mkdir(work, { mode: 0o700 });
  const copy = join(work, 'station.db');
  const { mtimeMs } = await stat(database).catch((error: unknown) => {
    throw fileFailure(error, database);
  });
  const version = await copyDatabase(database, copy, (share) =>
    onProgress({ phase: 'database', done: Math.round(share * 1000), total: 1000 }),
  );
  const { newBytes, ...kept } = await store.keepFile(copy, () => undefined);
  await add({ path: 'station.db', modified: mtimeMs, mode: 0o600, ...kept }, newBytes);
  await rm(work, { recursive: true });
  return version;
}

function isSame(before: BackedUpFile, now: HomeFile): boolean {
  return before.bytes === now.bytes && before.modified === now.modified;
}

/** Reads the newest backup's files, by path. It returns none if they are unreadable; then every file is read from the home. */
async function lastFiles(folder: string): Promise<Map<string, BackedUpFile>> {
  const files = new Map<string, BackedUpFile>();
  const [newest] = await listBackups(folder);
  if (!newest) return files;
  try {
    for await (const file of readManifest(newest.folder, newest.summary)) files.set(file.path, file);
    return files;
  } catch {
    return new Map();
  }
}

/** Removes the unfinished folders of killed backups. */
async function sweepUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/^\d{4}-\d\d-\d\dT[\d-]+Z\.part$/.test(name)) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}
