import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StationError } from '../../shared/domain/station-error.ts';
import { backedUpFileSchema, readManifest, type BackedUpFile } from './manifest.ts';
import type { FoundBackup } from './backup-folder.ts';
import { pieceBytes, pieceFault, type PieceStore } from './piece-store.ts';

/** A damaged file of a backup. */
export interface DamagedFile {
  /** Its path in the home. */
  readonly path: string;
  readonly fault: string;
}

/** Number of damaged files that a message names. */
const named = 10;

/** Returns a piece's path in a folder of backups. */
export function piecePath(folder: string, name: string): string {
  return join(folder, 'pieces', name.slice(0, 2), name);
}

/**
 * Reads every piece of a backup.
 *
 * @param folder the folder of backups
 * @returns the damaged files; an empty list if the backup is intact
 * @throws StationError CORRUPT_FILE when the manifest itself is damaged
 */
export async function verifyBackup(
  folder: string,
  { folder: own, summary }: FoundBackup,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = [];
  const faults = new Map<string, string | null>();
  let done = 0;
  for await (const file of readManifest(own, summary)) {
    const fault = await fileFault(folder, file, faults);
    if (fault !== null) damaged.push({ path: file.path, fault });
    onProgress(++done, summary.files);
  }
  return damaged;
}

async function fileFault(
  folder: string,
  { bytes, pieces }: BackedUpFile,
  faults: Map<string, string | null>,
): Promise<string | null> {
  if (pieces.length !== Math.ceil(bytes / pieceBytes)) return 'changed';
  for (const name of pieces) {
    const known = faults.get(name);
    const fault = known === undefined ? await pieceFault(piecePath(folder, name), name) : known;
    faults.set(name, fault);
    if (fault !== null) return fault;
  }
  return null;
}

/** @throws StationError CORRUPT_FILE naming the first damaged files */
export function refuseDamaged(damaged: readonly DamagedFile[], backup: string): void {
  if (damaged.length === 0) return;
  const names = damaged.slice(0, named).map(({ path, fault }) => `“${path}” (${fault})`);
  const more = damaged.length > named ? `, and ${damaged.length - named} more` : '';
  throw new StationError(
    'CORRUPT_FILE',
    `The backup “${backup}” is damaged: ${names.join(', ')}${more}. Choose another backup of the folder.`,
  );
}

/**
 * Checks a new backup: reads the pieces that it wrote, and checks that the pieces of earlier backups exist with the right length.
 *
 * @param manifest manifest of the unfinished backup
 * @param fresh the pieces that the backup wrote
 * @throws StationError CORRUPT_FILE naming the file of the home
 */
export async function ensurePieces(
  store: Pick<PieceStore, 'pathOf'>,
  manifest: string,
  fresh: ReadonlySet<string>,
  onFile: () => void,
): Promise<void> {
  const looked = new Set<string>();
  const lines = createInterface({ input: createReadStream(manifest), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    const { path, bytes, pieces } = backedUpFileSchema.parse(JSON.parse(line));
    for (const [index, name] of pieces.entries()) {
      if (looked.has(name)) continue;
      looked.add(name);
      const length = index < pieces.length - 1 ? pieceBytes : bytes - index * pieceBytes;
      const fault = fresh.has(name)
        ? await pieceFault(store.pathOf(name), name)
        : await lengthFault(store.pathOf(name), length);
      if (fault !== null) {
        throw new StationError(
          'CORRUPT_FILE',
          `“${path}” is ${fault} in the backup although it was just written or taken from an earlier one. ` +
            'The disk of the backups may fail; with --reread what is damaged is written anew.',
          store.pathOf(name),
        );
      }
    }
    onFile();
  }
}

async function lengthFault(path: string, length: number): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 'missing';
  return found.size === length ? null : 'changed';
}
