import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { largestPiece, largestTransfer } from '../../shared/contract/product-transfers.ts';
import type { ImportableModel } from '../../shared/contract/model-import.ts';
import { modelFileEnding, type Model } from '../../shared/contract/models.ts';
import { productFileEnding } from '../../shared/contract/products.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { namePart } from '../files/name-part.ts';
import type { ModelExchange } from '../models/model-file.ts';
import type { ModelService } from '../models/service.ts';
import type { ProductService } from '../products/service.ts';
import type { ProductFiles, TakenProduct } from './service.ts';

/** Time after the last request before a file is deleted, milliseconds. */
const keptFor = 3_600_000;
/** Most files kept at the same time, for all windows. */
const mostKept = 4;

interface Transfer {
  readonly id: string;
  readonly path: string;
  /** Name of the user who began the transfer. */
  readonly by: string;
  /** Size of the whole file, bytes. */
  bytes: number;
  /** Number of bytes received so far. */
  there: number;
  /** Whether a call is writing a piece or importing the product. */
  busy: boolean;
  timer: NodeJS.Timeout | null;
}

/** A written file, ready to be read. */
interface WrittenFile {
  transferId: string;
  fileName: string;
  bytes: number;
}

export interface ProductTransferParts {
  readonly exchange: ModelExchange;
  readonly models: Pick<ModelService, 'get'>;
  readonly files: Pick<ProductFiles, 'exportTo' | 'importFrom'>;
  readonly products: Pick<ProductService, 'get'>;
  /** Folder of the files; emptied when the station starts. */
  readonly jobsFolder: string;
}

export type ProductTransfers = ReturnType<typeof createProductTransfers>;

/** Makes the transfers of product and model files to and from windows, in pieces, through files on disk. */
export function createProductTransfers(parts: ProductTransferParts) {
  const { files, products, exchange, models, jobsFolder } = parts;
  const kept = new Map<string, Transfer>();

  async function forget({ id, path, timer }: Transfer): Promise<void> {
    kept.delete(id);
    if (timer) clearTimeout(timer);
    await rm(path, { force: true }).catch(() => undefined);
  }

  function keepOn(transfer: Transfer): void {
    if (transfer.timer) clearTimeout(transfer.timer);
    transfer.timer = setTimeout(() => void forget(transfer), keptFor).unref();
  }

  /** Begins a transfer. @throws StationError CONFLICT if too many files are kept */
  async function take(user: User, ending: string = productFileEnding): Promise<Transfer> {
    if (kept.size >= mostKept) {
      throw new StationError(
        'CONFLICT',
        `${mostKept} files are on their way already. Wait until one of them is done.`,
      );
    }
    const id = randomUUID();
    const path = join(jobsFolder, `transfer-${id}${ending}`);
    const transfer: Transfer = { id, path, by: user.name, bytes: 0, there: 0, busy: false, timer: null };
    kept.set(id, transfer);
    await mkdir(jobsFolder, { recursive: true }).catch((error: unknown) => {
      kept.delete(id);
      throw fileFailure(error, jobsFolder);
    });
    return transfer;
  }

  function find(id: string, user: User): Transfer {
    const transfer = kept.get(id);
    if (transfer?.by !== user.name) {
      throw new StationError('NOT_FOUND', 'This file is no longer kept. Begin again.');
    }
    return transfer;
  }

  /** Does work while no other call uses the file. @throws StationError CONFLICT */
  async function alone<Result>(transfer: Transfer, work: () => Promise<Result>): Promise<Result> {
    if (transfer.busy) throw new StationError('CONFLICT', 'Another call is at work on this file.');
    transfer.busy = true;
    if (transfer.timer) clearTimeout(transfer.timer);
    try {
      return await work();
    } finally {
      transfer.busy = false;
      if (kept.has(transfer.id)) keepOn(transfer);
      else await forget(transfer);
    }
  }

  /** Writes a file and keeps it for reading. */
  async function written(
    transfer: Transfer,
    name: string,
    write: (path: string) => Promise<unknown>,
  ): Promise<WrittenFile> {
    try {
      await alone(transfer, () => write(transfer.path));
      const { size } = await stat(transfer.path);
      if (size > largestTransfer) {
        throw new StationError(
          'BAD_INPUT',
          `The file has ${Math.round(size / 1e9)} GB, more than a window saves. Use “station product export” on the station’s machine.`,
        );
      }
      transfer.bytes = transfer.there = size;
      return { transferId: transfer.id, fileName: name, bytes: size };
    } catch (error) {
      await forget(transfer);
      throw fileFailure(error, transfer.path);
    }
  }

  /** Returns the transfer of a completely received file. @throws StationError NOT_FOUND, CONFLICT */
  function whole(id: string, user: User): Transfer {
    const transfer = find(id, user);
    if (transfer.there === transfer.bytes) return transfer;
    throw new StationError('CONFLICT', `${transfer.there} of ${transfer.bytes} bytes are there.`);
  }

  return {
    /** Writes a product. @throws StationError NOT_FOUND, CONFLICT, BAD_INPUT if it is too large, DISK_FULL, NO_PERMISSION */
    async write(productId: string, user: User): Promise<WrittenFile> {
      const name = `${namePart(products.get(productId).name) || 'product'}${productFileEnding}`;
      return written(await take(user), name, (path) => files.exportTo(productId, path));
    },

    /** Writes a model. @throws StationError NOT_FOUND, CONFLICT, CORRUPT_MODEL, DISK_FULL, NO_PERMISSION */
    async writeModel(modelId: string, user: User): Promise<WrittenFile> {
      const { name, preset, productId } = models.get(modelId);
      const words = [products.get(productId).name, name === '' ? `${preset} ${modelId.slice(0, 8)}` : name];
      const fileName = `${namePart(words.join(' ')) || 'model'}${modelFileEnding}`;
      return written(await take(user, modelFileEnding), fileName, (path) => exchange.exportTo(modelId, path));
    },

    /** @throws StationError CONFLICT if the file is incomplete, and as `ModelExchange.look` */
    lookAtModel(id: string, user: User): Promise<ImportableModel> {
      const transfer = whole(id, user);
      return alone(transfer, () => asModel(transfer, exchange.look));
    },

    /** @throws StationError CONFLICT if the file is incomplete, and as `ModelExchange.take` */
    takeInModel(id: string, productId: string, user: User): Promise<Model> {
      const transfer = whole(id, user);
      return alone(transfer, () => asModel(transfer, (path) => exchange.take(path, productId)));
    },

    /** Reads the piece at an offset; empty at the end. @throws StationError NOT_FOUND */
    async read(id: string, offset: number, user: User): Promise<File> {
      const transfer = find(id, user);
      keepOn(transfer);
      const buffer = new Uint8Array(Math.max(0, Math.min(largestPiece, transfer.there - offset)));
      const handle = await open(transfer.path).catch((error: unknown) => {
        throw fileFailure(error, transfer.path);
      });
      try {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
        return new File([buffer.subarray(0, bytesRead)], 'piece', { type: 'application/octet-stream' });
      } finally {
        await handle.close();
      }
    },

    /** @throws StationError CONFLICT, DISK_FULL, NO_PERMISSION */
    async begin(bytes: number, user: User): Promise<{ transferId: string }> {
      const transfer = await take(user);
      try {
        // The archive is unpacked beside the file, so twice the room is needed.
        const { bavail, bsize } = await statfs(jobsFolder);
        if (2 * bytes > bavail * bsize) {
          throw new StationError('DISK_FULL', 'The station’s disk has no room to take this file in.');
        }
        await writeFile(transfer.path, '', { flag: 'wx' });
      } catch (error) {
        await forget(transfer);
        throw fileFailure(error, transfer.path);
      }
      transfer.bytes = bytes;
      keepOn(transfer);
      return { transferId: transfer.id };
    },

    /** @returns number of bytes received so far. @throws StationError NOT_FOUND, CONFLICT, BAD_INPUT, DISK_FULL */
    async send(id: string, offset: number, piece: File, user: User): Promise<{ bytes: number }> {
      const transfer = find(id, user);
      if (piece.size > largestPiece || offset + piece.size > transfer.bytes) {
        throw new StationError('BAD_INPUT', 'A piece is larger than agreed.');
      }
      return alone(transfer, async () => {
        if (offset > transfer.there) {
          throw new StationError('CONFLICT', `Pieces come in order: the next begins at ${transfer.there}.`);
        }
        if (offset < transfer.there) return { bytes: transfer.there };
        try {
          const handle = await open(transfer.path, 'r+');
          try {
            await handle.writev([await piece.bytes()], offset);
          } finally {
            await handle.close();
          }
        } catch (error) {
          throw fileFailure(error, transfer.path);
        }
        transfer.there += piece.size;
        return { bytes: transfer.there };
      });
    },

    /** @throws StationError CONFLICT if the file is incomplete, and as `importFrom` */
    async takeIn(id: string, as: string | null, user: User): Promise<TakenProduct> {
      const transfer = whole(id, user);
      return alone(transfer, async () => {
        try {
          const taken = await files.importFrom(transfer.path, as, user);
          kept.delete(id);
          return taken;
        } catch (error) {
          if (!(error instanceof StationError && error.code === 'ALREADY_EXISTS')) kept.delete(id);
          throw error;
        }
      });
    },

    /** Ends a transfer; does nothing if it has already ended. */
    async discard(id: string, user: User): Promise<void> {
      const transfer = kept.get(id);
      if (transfer?.by !== user.name) return;
      kept.delete(id);
      if (!transfer.busy) await forget(transfer);
    },
  };
}

/** Renames a received file during the work, because a model's file is recognised by its ending. */
async function asModel<Result>({ path }: Transfer, work: (path: string) => Promise<Result>): Promise<Result> {
  const named = `${path}${modelFileEnding}`;
  await rename(path, named).catch((error: unknown) => {
    throw fileFailure(error, path);
  });
  try {
    return await work(named);
  } finally {
    await rename(named, path).catch(() => undefined);
  }
}
