import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupProgress } from '../../shared/contract/backup.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { migrations } from '../database/migrations.ts';
import { lockStation } from '../database/station-lock.ts';
import { syncFolder } from '../files/durable-file.ts';
import { fileFailure } from '../files/file-failure.ts';
import { makeFolder, makePrivateFolder } from '../files/make-folder.ts';
import { plantPaths } from '../station/plant-paths.ts';
import { stationPaths } from '../station/paths.ts';
import { findBackup, type FoundBackup } from './backup-folder.ts';
import { checkCopy } from '../database/copy-database.ts';
import { plantsKeys, plantsOwn, replacedFolder, restoringFolder, secretsFolder } from './home-parts.ts';
import { backupName, readManifest, type BackedUpFile } from './manifest.ts';
import { piecePath, refuseDamaged, verifyBackup } from './verify-backup.ts';

export interface RestoreRequest {
  readonly folder: string;
  /** Name of the backup; null for the newest. */
  readonly backup: string | null;
  readonly home: string;
  /** True to move the home's present content aside; false to refuse a home that is not empty. */
  readonly replace: boolean;
}

export interface Restored {
  readonly backup: string;
  readonly files: number;
  readonly bytes: number;
  readonly leftOut: readonly string[];
  /** The folder with the home's former content; null if the home was empty. */
  readonly replaced: string | null;
}

/**
 * Restores a home from a backup. It reads every piece before it changes anything. No station starts in the home during a restore, nor
 * after an interrupted one, which may be run again.
 *
 * @throws StationError CORRUPT_FILE naming the damaged files, ALREADY_EXISTS when the home is not empty, DATABASE_LOCKED while a station
 *   runs in it, DATABASE_TOO_NEW, NOT_FOUND, DISK_FULL, NO_PERMISSION
 */
export async function restoreBackup(
  { folder, backup, home, replace }: RestoreRequest,
  onProgress: (progress: BackupProgress) => void,
): Promise<Restored> {
  const found = await findBackup(folder, backup);
  refuseNewer(found);
  makeFolder(home);
  const lock = lockStation(stationPaths(home).lock);
  try {
    const before = await contentOf(home);
    if (before.length > 0 && !replace) {
      throw new StationError(
        'ALREADY_EXISTS',
        `“${home}” is not empty: it holds ${before.slice(0, 5).join(', ')}. Choose an empty folder, or put this aside with --replace.`,
      );
    }
    makePrivateFolder(home);
    const damaged = await verifyBackup(folder, found, (done, total) =>
      onProgress({ phase: 'verify', done, total }),
    );
    refuseDamaged(damaged, found.name);
    const work = join(home, restoringFolder);
    const wasCutOff = existsSync(work);
    // The folder stays meanwhile: without it a station would start in what a restore that was cut off has left.
    for (const name of wasCutOff ? await readdir(work) : []) {
      await rm(join(work, name), { recursive: true, force: true });
    }
    const isAnew = before.length > 0 && !wasCutOff;
    try {
      await mkdir(work, { recursive: true, mode: 0o700 });
      await unpack(folder, found, work, onProgress);
      checkCopy(join(work, 'station.db'));
    } catch (error) {
      // The home is as it was, and its station starts.
      if (isAnew) await rm(work, { recursive: true, force: true }).catch(() => undefined);
      throw error;
    }
    const replaced = await putAside(home, before);
    await moveIn(work, home);
    const { files, bytes, leftOut } = found.summary;
    return { backup: found.name, files, bytes, leftOut, replaced };
  } catch (error) {
    throw fileFailure(error, home);
  } finally {
    lock.release();
  }
}

function refuseNewer({ name, summary }: FoundBackup): void {
  const newest = migrations.at(-1)?.version ?? 0;
  if (summary.databaseVersion <= newest) return;
  throw new StationError(
    'DATABASE_TOO_NEW',
    `The backup “${name}” was written by a newer station (${summary.stationVersion}). Install that version or newer.`,
  );
}

/** Lists the home's content, without the lock and what an earlier restore left. */
async function contentOf(home: string): Promise<string[]> {
  const own = new Set([restoringFolder, replacedFolder, 'station.lock', 'station.lock-journal']);
  return (await readdir(home)).filter((name) => !own.has(name)).toSorted();
}

async function unpack(
  folder: string,
  { folder: own, summary }: FoundBackup,
  to: string,
  onProgress: (progress: BackupProgress) => void,
): Promise<void> {
  let done = 0;
  for await (const file of readManifest(own, summary)) {
    await unpackFile(folder, file, join(to, file.path));
    onProgress({ phase: 'files', done: ++done, total: summary.files });
  }
  await chmod(join(to, secretsFolder), 0o700).catch(() => undefined);
}

async function unpackFile(
  folder: string,
  { path, sha256, pieces, mode }: BackedUpFile,
  to: string,
): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const whole = createHash('sha256');
  const file = await open(to, 'wx', 0o600);
  try {
    for (const name of pieces) {
      const bytes = await readFile(piecePath(folder, name));
      whole.update(bytes);
      await file.writeFile(bytes);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (whole.digest('hex') !== sha256) refuseDamaged([{ path, fault: 'changed' }], folder);
  // Only the owner may read a secret, whatever mode the manifest says.
  await chmod(to, path.startsWith(`${secretsFolder}/`) ? 0o600 : mode);
}

/** @returns the folder with the home's former content; null if the home was empty */
async function putAside(home: string, names: readonly string[]): Promise<string | null> {
  if (names.length === 0) return null;
  const folder = join(home, replacedFolder, backupName(Date.now()));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of names) await rename(join(home, name), join(folder, name));
  return folder;
}

/**
 * Moves a plant's log, streams and keys back into the home where the backup lacks them: they must not be lost. They lie in what was put aside
 * last, or before, by a restore that was cut off.
 */
async function keepPlants(home: string): Promise<void> {
  if (!existsSync(plantPaths(home).stations)) return;
  const replaced = join(home, replacedFolder);
  const aside = await readdir(replaced).catch(() => []);
  for (const path of [...plantsOwn, ...plantsKeys]) {
    const to = join(home, path);
    const from = aside
      .toSorted()
      .toReversed()
      .map((name) => join(replaced, name, path))
      .find((one) => existsSync(one));
    if (from === undefined || existsSync(to)) continue;
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await rename(from, to);
  }
}

/** Moves the restored files into the home, the database last. Until then the restore's folder exists, so that no station starts. */
async function moveIn(work: string, home: string): Promise<void> {
  const names = (await readdir(work)).toSorted(
    (one, other) => Number(one === 'station.db') - Number(other === 'station.db'),
  );
  for (const name of names) await rename(join(work, name), join(home, name));
  await keepPlants(home);
  await syncFolder(home);
  await rm(work, { recursive: true, force: true });
}
