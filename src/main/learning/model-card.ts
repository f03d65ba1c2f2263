import { z } from 'zod';
import { instant, uuid } from '../../shared/contract/base.ts';
import { falseRejectRatesSchema } from '../../shared/contract/training.ts';
import { inspectedAreaSchema } from '../../shared/contract/products.ts';
import { wholePicture, type InspectedArea } from '../../shared/domain/region.ts';
import type { PictureSize } from '../../shared/domain/picture-shape.ts';
import { usualPicturesSchema } from '../images/likeness/usual-pictures.ts';
import { familySchema, presetSchema, type FamilyName, type Preset } from '../../shared/domain/families.ts';
import { alignmentSchema } from '../images/alignment/alignment.ts';
import { sampleBitsSchema } from '../images/sample-bits.ts';

/** SHA-256 of a file, hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const positive = z.number().int().positive();

/** Longest side of a picture inside a graph, pixels. */
const longestSide = 4096;
const side = positive.max(longestSide);
/** Largest card file, bytes. */
export const mostCardBytes = 16_000_000;
const text = (longest: number) => z.string().max(longest);
/** Longest names of products and files, characters. */
const longestName = 200;
const longestPath = 4096;
/** Most images in one list of a card. */
const mostImages = 100_000;

/** Mean and standard deviation of a quantity over all positions of good images. */
export const spreadSchema = z.object({ mean: z.number(), deviation: z.number().positive() });

/** Most sizes of pictures in a card. */
export const mostPictureSizes = 20;

/** A file of the dataset as used for the model. */
const sourceImageSchema = z.object({ name: text(longestPath), sha256 });

/** A share of good parts, 0..1, and the interval that holds it for nine of ten sets of as many images. */
const expectedRateSchema = z.object({ aim: z.number(), low: z.number(), high: z.number() });

/**
 * Fields of every family's card besides family and preset. A family with students adds their last losses as
 * `finalLoss`, or as `finalLoss` of each of its `scales` if it has receptive fields; the list of models
 * counts students there (decision 0064).
 */
export const commonCard = {
  id: uuid,
  productId: uuid,
  productName: text(longestName),
  createdAt: instant,
  graph: z.object({
    file: z.literal('model.onnx'),
    sha256,
    bytes: positive,
    /** Size `[height, width]` that the graph resizes the frame to; the map has the same size. */
    inputSize: z.tuple([side, side]),
  }),
  trainingImages: z.array(sourceImageSchema).min(1).max(mostImages),
  validationImages: z.array(sourceImageSchema).min(1).max(mostImages),
  skippedImages: z
    .array(z.object({ name: text(longestPath), message: text(2 * longestPath) }))
    .max(mostImages),
  /** Sizes of the training images, upright, most frequent first; absent in older models. */
  pictureSizes: z
    .array(z.object({ width: positive, height: positive, images: positive }))
    .max(mostPictureSizes)
    .optional(),
  /** Bits used by samples of 16-bit pictures; absent: there were no such pictures, or all 16 bits count. */
  sampleBits: sampleBitsSchema.optional(),
  /**
   * How parts are aligned before the graph sees them; absent: frames go into the graph unchanged. Programs
   * that run the graph themselves have to align parts too; the map then shows the aligned part.
   */
  alignment: alignmentSchema.optional(),
  thresholds: z.object({
    /** Calibrated limits: the defect limit is 0.5. */
    review: z.number(),
    defect: z.number(),
    falseRejectRates: falseRejectRatesSchema,
    /** How the limits were found, for people. */
    method: text(2_000),
    /** Shares of good parts expected to reach the limits; absent in older cards. */
    expected: z.object({ review: expectedRateSchema, defect: expectedRateSchema }).optional(),
    validationScores: z.array(z.number()).max(mostImages),
  }),
  /**
   * What the training images look like, to detect pictures unlike them; absent for older models and very few
   * images.
   */
  pictures: usualPicturesSchema.optional(),
  trainingSeconds: z.number().nonnegative(),
  versions: z.record(text(longestName), text(longestName)).refine((all) => Object.keys(all).length <= 100),
};

/** The common fields of any family's card; further fields are kept. */
export const commonCardSchema = z
  .object({ ...commonCard, format: positive, family: familySchema, preset: presetSchema })
  .loose();

const areaSchema = z.object({ settings: z.object({ area: inspectedAreaSchema }) });

/** Returns the inspected area that a model was trained for, from its family's settings. */
export function areaOf(card: ModelCard): InspectedArea {
  return areaSchema.safeParse(card).data?.settings.area ?? wholePicture;
}

/** The shapes of a model's training pictures, and the tolerance for others. */
export interface TrainedShapes {
  readonly sizes: readonly PictureSize[];
  /** Passed to `shapeDiffers`. */
  readonly tolerance?: number;
}

/** Returns the shapes from a card. An older card only has the rounded size of the input. */
export function trainedShapesOf({
  pictureSizes,
  graph,
}: Pick<ModelCard, 'pictureSizes' | 'graph'>): TrainedShapes {
  if (pictureSizes !== undefined) return { sizes: pictureSizes };
  const [height, width] = graph.inputSize;
  return { sizes: [{ height, width }], tolerance: 0.1 };
}

/** A model's card as far as it does not depend on the family. */
export type ModelCard = z.infer<z.ZodObject<typeof commonCard>> & {
  readonly format: number;
  readonly family: FamilyName;
  readonly preset: Preset;
};
