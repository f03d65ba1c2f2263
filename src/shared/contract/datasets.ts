import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { dataNoteSchema } from '../domain/data-notes.ts';
import { errorCodes } from '../domain/station-error.ts';
import { stationPath } from '../domain/station-path.ts';
import { looksLike, visibleLine } from '../domain/visible-text.ts';
import { count, instant, procedure, rowId, share, uuid } from './base.ts';
import { drawnShapeSchema } from './drawn-shapes.ts';

/**
 * Largest image file that a window may send, bytes. The file crosses as one message, and hosts accept
 * messages up to 65 MiB.
 */
export const maximumUploadBytes = 60_000_000;

/** A file from a window. Its name is shown and logged. `maximumUploadBytes` bounds its size. */
export const fileSchema = z
  .instanceof(File)
  .refine(
    ({ name }) => name.length <= 255 && visibleLine.test(name),
    'A file’s name is one line of visible characters',
  );

/** `training`: good images that models learn from. `test`: labelled images that models are measured on. */
export const purposeSchema = z.enum(['training', 'test']);
export type Purpose = z.infer<typeof purposeSchema>;

/** A kind of defect, in the product's own words: “crack”. */
export const defectKindSchema = z
  .string()
  .trim()
  .min(1, 'A kind of defect needs a name')
  .max(80, 'A kind of defect has at most 80 characters')
  .regex(visibleLine, 'A kind of defect is one line of visible characters')
  .refine((kind) => !looksLike(kind, 'good'), 'A kind of defect is not called “good”');

/** A person's label of an image. */
export const shownSchema = z.enum(['good', 'defect']);

const labelFields = {
  purpose: purposeSchema,
  label: shownSchema,
  /** Null for a good image and for a defect whose kind nobody stated. */
  kind: defectKindSchema.nullable(),
};

interface Labelled {
  readonly purpose: Purpose;
  readonly label: z.infer<typeof shownSchema>;
  readonly kind: string | null;
}

const isConsistent = ({ purpose, label, kind }: Labelled): boolean =>
  (purpose === 'test' || label === 'good') && (kind === null || label === 'defect');
const inconsistent = 'Only a test image can be a defect, and only a defect has a kind';

/** An image's purpose and label. */
export const imageLabelSchema = z.object(labelFields).refine(isConsistent, inconsistent);
export type ImageLabel = z.infer<typeof imageLabelSchema>;

/** The label of a good training image. */
export const trainingLabel: ImageLabel = { purpose: 'training', label: 'good', kind: null };

/** The new label of one image. */
export const imageLabelChangeSchema = z
  .object({ imageId: rowId, ...labelFields })
  .refine(isConsistent, inconsistent);
export type ImageLabelChange = z.infer<typeof imageLabelChangeSchema>;

/**
 * Folders below `test` that hold good parts, besides `good`. If left out, the station takes folders named
 * `OK`, `Good` and the like as good, and a note of the evaluation or import asks about them.
 */
export const goodKindsSchema = z.array(z.string().min(1).max(255)).max(100);

const hash = z.string().length(64);
/** Most shapes of a mask, enough for hand drawing. */
export const mostMaskShapes = 500;

/** How a defect's mask was made: from an imported picture or none, with shapes drawn over it. */
export const maskDrawingSchema = z.object({
  /** Hash of the imported picture. */
  ground: hash.nullable(),
  shapes: z.array(drawnShapeSchema).max(mostMaskShapes).readonly(),
});
export type MaskDrawing = z.infer<typeof maskDrawingSchema>;

/** An image of a product: the station's own copy, addressed by its hash. */
export const datasetImageSchema = z.object({
  id: rowId,
  productId: uuid,
  /** The name of the file that the image came from. */
  name: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  bytes: z.number().int().positive(),
  sha256: hash,
  addedAt: instant,
  /** `log`: the image comes from an entry of the log that a person decided on. */
  origin: z.enum(['folder', 'upload', 'camera', 'log', 'sample']),
  ...labelFields,
  kind: z.string().nullable(),
  /** Hash of the mask's picture; null: the defect has no outline. */
  maskSha256: hash.nullable(),
});
export type DatasetImage = z.infer<typeof datasetImageSchema>;

/** How many images a product has. */
export const datasetCountsSchema = z.object({
  training: count,
  test: z.object({ good: count, defective: count, masks: count }),
  /** Kinds of the defective images, by name; null: images without a kind. */
  kinds: z.array(z.object({ kind: z.string().nullable(), count })),
});
export type DatasetCounts = z.infer<typeof datasetCountsSchema>;

export const skippedFileSchema = z.object({
  name: z.string(),
  code: z.enum(errorCodes),
  message: z.string(),
});
export type SkippedFile = z.infer<typeof skippedFileSchema>;

/** Progress of an import; `done` never goes backwards and the last event is `finished`. */
export const importEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: count, total: count }),
  z.object({ kind: z.literal('skipped'), file: skippedFileSchema }),
  z.object({
    kind: z.literal('finished'),
    imported: count,
    /** Files whose content the product already had. */
    duplicates: count,
    skipped: z.array(skippedFileSchema),
    /** Oddities of the images and their ground truth. */
    notes: z.array(dataNoteSchema),
  }),
]);
export type ImportEvent = z.infer<typeof importEventSchema>;

export const datasets = {
  /** Returns a page of images in the order they were added, or in the order of `imageIds` if given. */
  list: procedure('images.edit')
    .input(
      z.object({
        productId: uuid,
        purpose: purposeSchema.default('training'),
        /** Restricts the page to good images, or to defects of one kind (null: no stated kind). */
        only: z
          .union([
            z.object({ label: z.literal('good') }),
            z.object({ label: z.literal('defect'), kind: z.string().nullable() }),
          ])
          .nullable()
          .default(null),
        imageIds: z.array(rowId).max(10_000).nullable().default(null),
        offset: z.number().int().nonnegative().default(0),
        limit: z.number().int().min(1).max(500).default(200),
      }),
    )
    .output(z.object({ total: count, images: z.array(datasetImageSchema) })),
  counts: procedure('images.edit')
    .input(z.object({ productId: uuid }))
    .output(datasetCountsSchema),
  /**
   * Copies every image of a folder on the station's machine; skips and names broken files. A folder laid out
   * as `train/good`, `test/<kind>`, `ground_truth/<kind>/<name>_mask.png` is imported with its labels and
   * masks.
   */
  importFolder: procedure('images.edit')
    .input(
      z.object({
        productId: uuid,
        folder: stationPath,
        label: imageLabelSchema.default(trainingLabel),
        /** If given, images that the product already has get new labels. */
        goodKinds: goodKindsSchema.optional(),
      }),
    )
    .output(eventIterator(importEventSchema)),
  /** Adds one picture from the window: dropped, chosen or taken by the window's camera. */
  upload: procedure('images.edit')
    .input(
      z.object({
        productId: uuid,
        file: fileSchema,
        origin: z.enum(['upload', 'camera']),
        label: imageLabelSchema.default(trainingLabel),
      }),
    )
    .output(z.object({ image: datasetImageSchema, duplicate: z.boolean() })),
  /**
   * Labels images, all or none.
   *
   * @returns the previous labels; passing them back undoes the change
   */
  setLabels: procedure('images.edit')
    .input(z.object({ labels: z.array(imageLabelChangeSchema).max(10_000) }))
    .output(z.array(imageLabelChangeSchema)),
  /** Returns how an image's mask was drawn; null: no mask. */
  mask: procedure('images.edit')
    .input(z.object({ imageId: rowId }))
    .output(maskDrawingSchema.nullable()),
  /** Replaces an image's mask. A mask that marks nothing is removed. */
  setMask: procedure('images.edit')
    .input(z.object({ imageId: rowId, mask: maskDrawingSchema.nullable() }))
    .output(datasetImageSchema),
  /** Takes an image's mask from a picture in which white marks the defect. */
  uploadMask: procedure('images.edit')
    .input(z.object({ imageId: rowId, file: fileSchema }))
    .output(datasetImageSchema),
  /** Measures the defects that test images have masks of; samples the masks if there are many. */
  labelledDefects: procedure('images.edit')
    .input(z.object({ productId: uuid }))
    .output(
      z.object({
        /** Number of masks that were measured. */
        masks: count,
        /**
         * A tenth of the defects is smaller than this, in the measure of `smallestDefectSchema`; null: no
         * masks.
         */
        smallest: share.nullable(),
      }),
    ),
  remove: procedure('images.edit')
    .input(z.object({ imageId: rowId }))
    .output(z.void()),
  /** Undoes `remove`. */
  restore: procedure('images.edit')
    .input(z.object({ imageId: rowId }))
    .output(datasetImageSchema),
};
