import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes } from '../domain/station-error.ts';
import { instant, procedure, rowId, stationPath, uuid } from './base.ts';

/** Largest image file that a window may send, bytes: it crosses as one message, which hosts bound at 65 MiB. */
export const maximumUploadBytes = 60_000_000;

/** A good image of a product: the station's own copy, addressed by its hash. */
export const datasetImageSchema = z.object({
  id: rowId,
  productId: uuid,
  /** The file's name where it came from. */
  name: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
  addedAt: instant,
  /** `defect-log`: a false reject that came back as a good image. */
  origin: z.enum(['folder', 'upload', 'camera', 'defect-log', 'sample']),
});
export type DatasetImage = z.infer<typeof datasetImageSchema>;

export const skippedFileSchema = z.object({
  name: z.string(),
  code: z.enum(errorCodes),
  message: z.string(),
});
export type SkippedFile = z.infer<typeof skippedFileSchema>;

/** Progress of an import; `done` never goes backwards and the last event is `finished`. */
export const importEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    done: z.number().int().nonnegative(),
    total: z.number().int().nonnegative(),
  }),
  z.object({ kind: z.literal('skipped'), file: skippedFileSchema }),
  z.object({
    kind: z.literal('finished'),
    imported: z.number().int().nonnegative(),
    /** Files that the product had already, by content. */
    duplicates: z.number().int().nonnegative(),
    skipped: z.array(skippedFileSchema),
  }),
]);
export type ImportEvent = z.infer<typeof importEventSchema>;

export const datasets = {
  list: procedure('engineer')
    .input(
      z.object({
        productId: uuid,
        offset: z.number().int().nonnegative().default(0),
        limit: z.number().int().min(1).max(500).default(200),
      }),
    )
    .output(z.object({ total: z.number().int().nonnegative(), images: z.array(datasetImageSchema) })),
  /** Copies every good image of a folder on the station's machine; a broken file is named and skipped. */
  importFolder: procedure('engineer')
    .input(z.object({ productId: uuid, folder: stationPath }))
    .output(eventIterator(importEventSchema)),
  /** One picture from the window: dropped, chosen or taken by its camera. */
  upload: procedure('engineer')
    .input(z.object({ productId: uuid, file: z.instanceof(File), origin: z.enum(['upload', 'camera']) }))
    .output(z.object({ image: datasetImageSchema, duplicate: z.boolean() })),
  remove: procedure('engineer')
    .input(z.object({ imageId: rowId }))
    .output(z.void()),
  /** The undo of `remove`. */
  restore: procedure('engineer')
    .input(z.object({ imageId: rowId }))
    .output(datasetImageSchema),
};
