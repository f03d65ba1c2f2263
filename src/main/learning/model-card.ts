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

/** The largest side of a picture inside a graph, pixels. */
const longestSide = 4096;
const side = positive.max(longestSide);
/** A card's file may have so many bytes. */
export const mostCardBytes = 16_000_000;
const text = (longest: number) => z.string().max(longest);
/** Names of products and files. */
const longestName = 200;
const longestPath = 4096;
/** Images of a kind that a card names. */
const mostImages = 100_000;

/** Mean and standard deviation of a quantity over all positions of good images. */
export const spreadSchema = z.object({ mean: z.number(), deviation: z.number().positive() });

/** Most sizes of pictures that a card names. */
export const mostPictureSizes = 20;

/** A file of the dataset as the model saw it. */
const sourceImageSchema = z.object({ name: text(longestPath), sha256 });

/** A share of good parts, 0..1, and the interval that holds it for nine of ten sets of as many images. */
const expectedRateSchema = z.object({ aim: z.number(), low: z.number(), high: z.number() });

/**
 * What every family's card tells beside the names of family and preset. A family with students lists their last losses as `finalLoss`, or
 * as `finalLoss` of each of its `scales` where it has receptive fields: there the list of models counts them (decision 0064).
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
    /** The frame is resized to this size `[height, width]` inside the graph; the map has it too. */
    inputSize: z.tuple([side, side]),
  }),
  trainingImages: z.array(sourceImageSchema).min(1).max(mostImages),
  validationImages: z.array(sourceImageSchema).min(1).max(mostImages),
  skippedImages: z
    .array(z.object({ name: text(longestPath), message: text(2 * longestPath) }))
    .max(mostImages),
  /** Sizes of the pictures that it learnt from, upright, the most frequent first; not known of older models. */
  pictureSizes: z
    .array(z.object({ width: positive, height: positive, images: positive }))
    .max(mostPictureSizes)
    .optional(),
  /** How many bits the samples of 16-bit pictures fill; left out where it met none, and all 16 count. */
  sampleBits: sampleBitsSchema.optional(),
  /**
   * How parts are brought into place before the graph sees them; left out where frames go into it as they come. Who runs the graph by
   * itself has to do that as well, and finds the map in the part's place.
   */
  alignment: alignmentSchema.optional(),
  thresholds: z.object({
    /** The score is calibrated: the defect limit is 0.5. */
    review: z.number(),
    defect: z.number(),
    falseRejectRates: falseRejectRatesSchema,
    /** How they were found, for people. */
    method: text(2_000),
    /** What shares of good parts reach the limits; cards of models made before that was known have none of this. */
    expected: z.object({ review: expectedRateSchema, defect: expectedRateSchema }).optional(),
    validationScores: z.array(z.number()).max(mostImages),
  }),
  /** What the training images look like, to tell pictures unlike them; older models and those of very few images have none. */
  pictures: usualPicturesSchema.optional(),
  trainingSeconds: z.number().nonnegative(),
  versions: z.record(text(longestName), text(longestName)).refine((all) => Object.keys(all).length <= 100),
};

/** A card of any family as far as all are alike; what else it holds is kept. */
export const commonCardSchema = z
  .object({ ...commonCard, format: positive, family: familySchema, preset: presetSchema })
  .loose();

const areaSchema = z.object({ settings: z.object({ area: inspectedAreaSchema }) });

/** What a model inspects of a picture, as it was learnt: every family's settings hold it. */
export function areaOf(card: ModelCard): InspectedArea {
  return areaSchema.safeParse(card).data?.settings.area ?? wholePicture;
}

/** The shapes that a model was trained on, and by how much a picture may differ from them. */
export interface TrainedShapes {
  readonly sizes: readonly PictureSize[];
  /** As `shapeDiffers`. */
  readonly tolerance?: number;
}

/** Of an older model only the rounded size of its input is known. */
export function trainedShapesOf({
  pictureSizes,
  graph,
}: Pick<ModelCard, 'pictureSizes' | 'graph'>): TrainedShapes {
  if (pictureSizes !== undefined) return { sizes: pictureSizes };
  const [height, width] = graph.inputSize;
  return { sizes: [{ height, width }], tolerance: 0.1 };
}

/** What is known of a model's card without asking which family it is of. */
export type ModelCard = z.infer<z.ZodObject<typeof commonCard>> & {
  readonly format: number;
  readonly family: FamilyName;
  readonly preset: Preset;
};
