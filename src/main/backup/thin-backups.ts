import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { listBackups } from './backup-folder.ts';
import { readManifest } from './manifest.ts';
import type { PieceStore } from './piece-store.ts';

/**
 * Removes a folder's oldest backups beyond a number, then the pieces that no remaining backup needs. If a remaining manifest is
 * unreadable, no piece is removed, because its pieces are unknown.
 *
 * @param keep number of backups that stay, at least 1
 * @returns names of the removed backups
 */
export async function thinBackups(folder: string, keep: number, store: PieceStore): Promise<string[]> {
  const all = await listBackups(folder);
  const old = all.slice(Math.max(1, keep));
  for (const { name, folder: path } of old) {
    // Renamed first, so that an interrupted removal leaves no backup that looks complete.
    await rename(path, join(folder, `${name}.part`));
    await rm(join(folder, `${name}.part`), { recursive: true, force: true });
  }
  const needed = new Set<string>();
  try {
    for (const { folder: path, summary } of all.slice(0, Math.max(1, keep))) {
      for await (const { pieces } of readManifest(path, summary)) for (const name of pieces) needed.add(name);
    }
  } catch (error) {
    if (error instanceof StationError && error.code === 'CORRUPT_FILE') return old.map(({ name }) => name);
    throw error;
  }
  await store.sweep((name) => needed.has(name));
  return old.map(({ name }) => name);
}
