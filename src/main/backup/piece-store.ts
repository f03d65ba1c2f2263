import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../files/durable-file.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { sha256 } from '../files/hash.ts';
import { isUnfinished } from './home-parts.ts';

/** Length of a piece, bytes. When a few pages of a database change, all other pieces are shared with the last backup. */
export const pieceBytes = 4 * 2 ** 20;

/** A file in the store. */
export interface KeptFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly pieces: string[];
  /** Bytes of its pieces that were new. */
  readonly newBytes: number;
}

export type PieceStore = Awaited<ReturnType<typeof openPieceStore>>;

/**
 * Opens the store of pieces below a folder. Each piece is named by its SHA-256, so equal pieces of many backups are stored once. A piece is
 * whole or absent, and is never overwritten.
 *
 * @param folder `pieces` of a folder of backups; made when missing
 * @param reread true to check the content of existing pieces and to rewrite damaged ones
 */
export async function openPieceStore(folder: string, reread: boolean) {
  const known = await knownPieces(folder);
  const trusted = new Set<string>();
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name);

  async function isThere(name: string): Promise<boolean> {
    if (!known.has(name)) return false;
    if (!reread || trusted.has(name)) return true;
    const isWhole = (await readFile(pathOf(name)).then(sha256, () => '')) === name;
    if (isWhole) trusted.add(name);
    return isWhole;
  }

  async function add(bytes: Uint8Array): Promise<{ name: string; isNew: boolean }> {
    const name = sha256(bytes);
    if (await isThere(name)) return { name, isNew: false };
    await writePiece(pathOf(name), bytes);
    known.add(name);
    trusted.add(name);
    return { name, isNew: true };
  }

  return {
    pathOf,
    has: (name: string): boolean => known.has(name),
    /** @throws StationError DISK_FULL, NO_PERMISSION; the system's error if `path` cannot be read */
    async keepFile(path: string, onBytes: (bytes: number) => void): Promise<KeptFile> {
      const file = await open(path, 'r');
      const whole = createHash('sha256');
      const pieces: string[] = [];
      let bytes = 0;
      let newBytes = 0;
      try {
        const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, Math.max(1, (await file.stat()).size)));
        for (;;) {
          const piece = await readPiece(file, buffer, bytes);
          if (piece.length === 0) break;
          whole.update(piece);
          const { name, isNew } = await add(piece);
          pieces.push(name);
          bytes += piece.length;
          if (isNew) newBytes += piece.length;
          onBytes(piece.length);
        }
      } finally {
        await file.close();
      }
      return { sha256: whole.digest('hex'), bytes, pieces, newBytes };
    },
    /** Removes the pieces that are not needed. @returns the freed bytes */
    async sweep(isNeeded: (name: string) => boolean): Promise<number> {
      let freed = 0;
      for (const name of known) {
        if (isNeeded(name)) continue;
        freed += (await stat(pathOf(name)).catch(() => null))?.size ?? 0;
        await rm(pathOf(name), { force: true });
        known.delete(name);
      }
      return freed;
    },
  };
}

async function readPiece(
  file: Awaited<ReturnType<typeof open>>,
  buffer: Buffer,
  from: number,
): Promise<Buffer> {
  let done = 0;
  while (done < buffer.length) {
    const { bytesRead } = await file.read(buffer, done, buffer.length - done, from + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** Lists the names of the existing pieces, and removes pieces that a killed backup left half written. */
async function knownPieces(folder: string): Promise<Set<string>> {
  const known = new Set<string>();
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const group of await readdir(folder)) {
      for (const name of await readdir(join(folder, group))) {
        if (/^[\da-f]{64}$/.test(name)) known.add(name);
        else if (isUnfinished(name)) await rm(join(folder, group, name), { force: true });
      }
    }
  } catch (error) {
    throw fileFailure(error, folder);
  }
  return known;
}

async function writePiece(path: string, bytes: Uint8Array): Promise<void> {
  const group = join(path, '..');
  const part = `${path}.${randomUUID()}.part`;
  try {
    await mkdir(group, { recursive: true, mode: 0o700 });
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
    await syncFolder(group);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw fileFailure(error, path);
  }
}

/** Describes the damage of a piece; null if it is intact. */
export async function pieceFault(path: string, name: string): Promise<string | null> {
  try {
    return sha256(await readFile(path)) === name ? null : 'changed';
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? 'missing' : 'not readable';
  }
}

/** Makes a folder that only the station's user may enter. */
export async function makeOwnFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
  } catch (error) {
    throw fileFailure(error, path);
  }
}
