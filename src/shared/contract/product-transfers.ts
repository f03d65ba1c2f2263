import { z } from 'zod';
import { count, procedure, uuid } from './base.ts';
import { fileSchema } from './datasets.ts';
import { importableModelSchema } from './model-import.ts';
import { modelSchema } from './models.ts';
import { productNameSchema, productSchema } from './products.ts';

/** Largest piece of a product's file in one message, bytes. */
export const largestPiece = 8 * 2 ** 20;

/**
 * Largest product file that crosses between window and station, bytes; the command line has no such limit.
 */
export const largestTransfer = 8 * 2 ** 30;

const transfer = z.object({ transferId: uuid });
const offset = z.number().int().min(0).max(largestTransfer);

/**
 * Transfers of a product or a model as one file, in pieces, from or to a window. A transfer belongs to the
 * user who began it and ends an hour after its last piece.
 */
export const productTransfers = {
  /**
   * Writes a product's file for reading. Fails with BAD_INPUT if it is larger than a window accepts, CONFLICT
   * if too many files are kept.
   */
  write: procedure('models.exchange')
    .input(z.object({ productId: uuid }))
    .output(transfer.extend({ fileName: z.string(), bytes: count })),
  /** Writes a model's file for reading. */
  writeModel: procedure('models.exchange')
    .input(z.object({ modelId: uuid }))
    .output(transfer.extend({ fileName: z.string(), bytes: count })),
  /** Describes the model that was sent. Fails with CORRUPT_FILE if the file holds no model. */
  lookAtModel: procedure('models.exchange').input(transfer).output(importableModelSchema),
  /** Imports the model that was sent for a product, without activating it. */
  takeInModel: procedure('models.exchange')
    .input(transfer.extend({ productId: uuid }))
    .output(modelSchema),
  /** Returns the piece from an offset on; empty at the end. */
  read: procedure('models.exchange').input(transfer.extend({ offset })).output(fileSchema),
  /** Reserves space for a file of this size. Fails with DISK_FULL, or CONFLICT if too many files are kept. */
  begin: procedure('models.exchange')
    .input(z.object({ bytes: z.number().int().min(1).max(largestTransfer) }))
    .output(transfer),
  /** Sends the next piece; skips a piece that is there already. Returns the bytes received so far. */
  send: procedure('models.exchange')
    .input(transfer.extend({ offset, piece: fileSchema }))
    .output(z.object({ bytes: count })),
  /**
   * Imports the product that was sent. Fails with ALREADY_EXISTS if the station has it; the file stays then,
   * and `as` imports it as a copy under another name.
   */
  takeIn: procedure('models.exchange')
    .input(transfer.extend({ as: productNameSchema.nullable().default(null) }))
    .output(z.object({ product: productSchema, images: count, models: count })),
  /** Ends a transfer and discards its file. */
  discard: procedure('models.exchange').input(transfer).output(z.void()),
};
