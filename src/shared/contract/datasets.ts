import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { dataNoteSchema } from '../domain/data-notes.ts';
import { errorCodes } from '../domain/station-error.ts';
import { stationPath } from '../domain/station-path.ts';
import { looksLike, visibleLine } from '../domain/visible-text.ts';
import { count, instant, procedure, rowId, share, uuid } from './base.ts';
import { drawnShapeSchema } from './drawn-shapes.ts';

/** Largest image file that a window may send, bytes: it crosses as one message, which hosts bound at 65 MiB. */
export const maximumUploadBytes = 60_000_000;

/** A file from a window. Its name is shown and logged; how large it may be, `maximumUploadBytes` says. */
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

/** What a person says that an image shows. */
export const shownSchema = z.enum(['good', 'defect']);

const labelFields = {
  purpose: purposeSchema,
  label: shownSchema,
  /** Null for a good image, and for a defect of no stated kind. */
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

/** What an image is for, and what a person says it shows. */
export const imageLabelSchema = z.object(labelFields).refine(isConsistent, inconsistent);
export type ImageLabel = z.infer<typeof imageLabelSchema>;

/** A good image that trains. */
export const trainingLabel: ImageLabel = { purpose: 'training', label: 'good', kind: null };

/** Labels that an image gets. */
export const imageLabelChangeSchema = z
  .object({ imageId: rowId, ...labelFields })
  .refine(isConsistent, inconsistent);
export type ImageLabelChange = z.infer<typeof imageLabelChangeSchema>;

/**
 * The folders below `test` that hold good parts, besides `good`. Left out: those whose names say so (`OK`, `Good`), and
 * the evaluation or import asks about them with a note.
 */
export const goodKindsSchema = z.array(z.string().min(1).max(255)).max(100);

const hash = z.string().length(64);
/** Most shapes of a mask: what a hand draws. */
export const mostMaskShapes = 500;

/** How the mask of a defect was made: an imported picture or none, and what was drawn over it. */
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
  /** The file's name where it came from. */
  name: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  bytes: z.number().int().positive(),
  sha256: hash,
  addedAt: instant,
  /** `log`: an entry of the log that a person decided on. */
  origin: z.enum(['folder', 'upload', 'camera', 'log', 'sample']),
  ...labelFields,
  kind: z.string().nullable(),
  /** Hash of the picture of its mask; null where the defect is not outlined. */
  maskSha256: hash.nullable(),
});
export type DatasetImage = z.infer<typeof datasetImageSchema>;

/** How many images a product has. */
export const datasetCountsSchema = z.object({
  training: count,
  test: z.object({ good: count, defective: count, masks: count }),
  /** The kinds of its defective images, by name; null for those without one. */
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
    /** Files that the product had already, by content. */
    duplicates: count,
    skipped: z.array(skippedFileSchema),
    /** What is odd about the images and their ground truth. */
    notes: z.array(dataNoteSchema),
  }),
]);
export type ImportEvent = z.infer<typeof importEventSchema>;

export const datasets = {
  /** A page, in the order they were added; of `imageIds` in that order. */
  list: procedure('images.edit')
    .input(
      z.object({
        productId: uuid,
        purpose: purposeSchema.default('training'),
        /** Only good ones, or defects of one kind (null: of no stated kind). */
        only: z
          .union([
            z.object({ label: z.literal('good') }),
            z.object({ label: z.literal('defect'), kind: z.string().nullable() }),
          ])
          .nullable()
          .default(null),
        /** Only these. */
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
   * Copies every image of a folder on the station's machine; a broken file is named and skipped. A folder laid out as
   * `train/good`, `test/<kind>`, `ground_truth/<kind>/<name>_mask.png` comes in whole with its labels and masks.
   */
  importFolder: procedure('images.edit')
    .input(
      z.object({
        productId: uuid,
        folder: stationPath,
        label: imageLabelSchema.default(trainingLabel),
        /** An answer gives images that are there already their labels anew. */
        goodKinds: goodKindsSchema.optional(),
      }),
    )
    .output(eventIterator(importEventSchema)),
  /** One picture from the window: dropped, chosen or taken by its camera. */
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
  /** Gives images their labels, all or none. @returns what they were before: giving those is the undo. */
  setLabels: procedure('images.edit')
    .input(z.object({ labels: z.array(imageLabelChangeSchema).max(10_000) }))
    .output(z.array(imageLabelChangeSchema)),
  /** How an image's mask was drawn; null without one. */
  mask: procedure('images.edit')
    .input(z.object({ imageId: rowId }))
    .output(maskDrawingSchema.nullable()),
  /** Draws an image's mask anew; one that marks nothing is taken away. */
  setMask: procedure('images.edit')
    .input(z.object({ imageId: rowId, mask: maskDrawingSchema.nullable() }))
    .output(datasetImageSchema),
  /** Takes the mask of an image from a picture: white is the defect. */
  uploadMask: procedure('images.edit')
    .input(z.object({ imageId: rowId, file: fileSchema }))
    .output(datasetImageSchema),
  /** How large the defects are that the test images have masks of; of many, some are looked at. */
  labelledDefects: procedure('images.edit')
    .input(z.object({ productId: uuid }))
    .output(
      z.object({
        /** Masks that were looked at. */
        masks: count,
        /** A tenth of the defects is smaller, in the measure of `smallestDefectSchema`; null where there are no masks. */
        smallest: share.nullable(),
      }),
    ),
  remove: procedure('images.edit')
    .input(z.object({ imageId: rowId }))
    .output(z.void()),
  /** The undo of `remove`. */
  restore: procedure('images.edit')
    .input(z.object({ imageId: rowId }))
    .output(datasetImageSchema),
};
