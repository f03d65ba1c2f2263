import { z } from 'zod';
import { count, instant, uuid } from '../../shared/contract/base.ts';
import { datasetImageSchema, maskDrawingSchema } from '../../shared/contract/datasets.ts';
import {
  causeSchema,
  escapeCostSchema,
  inspectedAreaSchema,
  lineSettingsSchema,
  mostCauses,
  productNameSchema,
  smallestDefectSchema,
  thresholdsRecordSchema,
} from '../../shared/contract/products.ts';

/** First file of an archive, which describes the others. */
export const contentsFile = 'product.json';

/** Bounds of an archive; larger ones are refused before reading. */
export const bounds = {
  images: 200_000,
  models: 1000,
  files: 500_000,
  contentsBytes: 256 * 2 ** 20,
  /** Largest compression ratio of valid contents; it is limited because the images' hashes are incompressible. */
  squeeze: 50,
  /** Contents up to this size may have any compression ratio. */
  unsqueezedBytes: 2 ** 20,
  fileBytes: 4 * 2 ** 30,
} as const;

const hash = z.string().regex(/^[\da-f]{64}$/);
const person = z.string().max(200);
const extension = z.enum(['png', 'jpg', 'tif', 'bmp']);

/** An image of the product with its label and mask. */
const filedImageSchema = datasetImageSchema
  .pick({ width: true, height: true, bytes: true, sha256: true, addedAt: true, origin: true })
  .extend({
    purpose: datasetImageSchema.shape.purpose,
    label: datasetImageSchema.shape.label,
    name: z.string().min(1).max(300),
    kind: z.string().min(1).max(80).nullable(),
    extension,
    mask: maskDrawingSchema.extend({ sha256: hash }).nullable(),
  });
export type FiledImage = z.infer<typeof filedImageSchema>;

/** The contents of a product's archive. */
export const productContentsSchema = z.object({
  format: z.literal(1),
  stationVersion: z.string().max(100),
  exportedAt: instant,
  product: z.object({
    id: uuid,
    name: productNameSchema,
    createdAt: instant,
    area: inspectedAreaSchema,
    causes: z.array(causeSchema).max(mostCauses),
    line: lineSettingsSchema,
    escapeCost: escapeCostSchema,
    /** Missing in archives of older versions. */
    smallestDefect: smallestDefectSchema.nullable().default(null),
  }),
  images: z.array(filedImageSchema).max(bounds.images),
  /** Ids of the models; their files are in `models/<id>/`. */
  models: z.array(uuid).max(bounds.models),
  /** All limits, oldest first. */
  limits: z.array(thresholdsRecordSchema.omit({ id: true }).extend({ setBy: person })).max(100_000),
  /** Activations of models, oldest first. */
  activations: z
    .array(
      z.object({ modelId: uuid, note: z.string().max(10_000), activatedBy: person, activatedAt: instant }),
    )
    .max(10_000),
  /** All other files, by their path in the archive. */
  files: z.record(z.string().max(200), z.object({ sha256: hash, bytes: count.max(bounds.fileBytes) })),
});
export type ProductContents = z.infer<typeof productContentsSchema>;

/** Allowed paths in an archive; others are refused. */
const fileName =
  /^(?:images\/[\da-f]{64}\.(?:png|jpg|tif|bmp)|models\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\/[a-z][\w-]{0,60}\.(?:onnx|json|safetensors))$/;

export function isArchiveName(name: string): boolean {
  return name === contentsFile || fileName.test(name);
}

export const imageFile = (sha256: string, ending: string): string => `images/${sha256}.${ending}`;
export const modelFile = (modelId: string, name: string): string => `models/${modelId}/${name}`;
