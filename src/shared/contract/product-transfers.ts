import { z } from 'zod';
import { count, procedure, uuid } from './base.ts';
import { fileSchema } from './datasets.ts';
import { importableModelSchema } from './model-import.ts';
import { modelSchema } from './models.ts';
import { productNameSchema, productSchema } from './products.ts';

/** Largest piece of a product's file in one message, bytes. */
export const largestPiece = 8 * 2 ** 20;

/** Largest file of a product that crosses between window and station, bytes; the command line knows no such bound. */
export const largestTransfer = 8 * 2 ** 30;

const transfer = z.object({ transferId: uuid });
const offset = z.number().int().min(0).max(largestTransfer);

/**
 * A product or a model as one file, saved by a window or sent by it, in pieces. A transfer belongs to who began it, and ends an hour after its last
 * piece.
 */
export const productTransfers = {
  /** Writes the file and keeps it to be read. BAD_INPUT where it is larger than a window takes; CONFLICT when too many are kept. */
  write: procedure('models.exchange')
    .input(z.object({ productId: uuid }))
    .output(transfer.extend({ fileName: z.string(), bytes: count })),
  /** Writes a model's file and keeps it to be read. */
  writeModel: procedure('models.exchange')
    .input(z.object({ modelId: uuid }))
    .output(transfer.extend({ fileName: z.string(), bytes: count })),
  /** What the model is that was sent. CORRUPT_FILE for a file that is none. */
  lookAtModel: procedure('models.exchange').input(transfer).output(importableModelSchema),
  /** Takes the model in that was sent, for a product; it is not activated. */
  takeInModel: procedure('models.exchange')
    .input(transfer.extend({ productId: uuid }))
    .output(modelSchema),
  /** The piece from an offset on; empty at the end. */
  read: procedure('models.exchange').input(transfer.extend({ offset })).output(fileSchema),
  /** Makes room for a file of this size. DISK_FULL, CONFLICT when too many are kept. */
  begin: procedure('models.exchange')
    .input(z.object({ bytes: z.number().int().min(1).max(largestTransfer) }))
    .output(transfer),
  /** The next piece; one that is there already is passed over. Answers how many bytes are there. */
  send: procedure('models.exchange')
    .input(transfer.extend({ offset, piece: fileSchema }))
    .output(z.object({ bytes: count })),
  /**
   * Takes the product in that was sent. ALREADY_EXISTS where the station has it: the file is kept then, and `as` takes it in as a copy
   * under another name.
   */
  takeIn: procedure('models.exchange')
    .input(transfer.extend({ as: productNameSchema.nullable().default(null) }))
    .output(z.object({ product: productSchema, images: count, models: count })),
  /** Ends a transfer, whatever is there of it. */
  discard: procedure('models.exchange').input(transfer).output(z.void()),
};
