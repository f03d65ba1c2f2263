import { z } from 'zod';
import { datasetImageSchema, maskDrawingSchema } from '../../shared/contract/datasets.ts';
import type { DatasetCounts, DatasetImage, ImageLabel, Purpose } from '../../shared/contract/datasets.ts';
import type { PictureSize } from '../../shared/domain/predicted-times.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, insertedId, jsonColumn, oneRow } from '../database/rows.ts';

export interface NewDatasetImage extends Omit<DatasetImage, 'id' | 'maskSha256'> {
  /** Extension of the station's copy, `<sha256>.<extension>`. */
  readonly extension: string;
  readonly addedBy: string;
  /** The entry of the log from which the image came; null for others. */
  readonly entryId: number | null;
}

/** A request for a page of a product's images. */
export interface ImageQuery {
  readonly productId: string;
  readonly purpose: Purpose;
  readonly only:
    { readonly label: 'good' } | { readonly label: 'defect'; readonly kind: string | null } | null;
  readonly imageIds: readonly number[] | null;
}

/** A stored mask: its picture's hash, and its drawing. */
export const maskRecordSchema = maskDrawingSchema.extend({ sha256: z.string() });
export type MaskRecord = z.infer<typeof maskRecordSchema>;

const rowSchema = datasetImageSchema.extend({ extension: z.string(), removedAt: z.number().nullable() });
/** An image of a dataset with its copy's name, removed or not. */
export type DatasetImageRow = z.infer<typeof rowSchema>;

const maskRowSchema = z.object({ mask: jsonColumn(maskRecordSchema).nullable() });
const usualRowSchema = z.object({ width: z.number(), height: z.number(), extension: z.string() });
const countRowSchema = z.object({
  purpose: datasetImageSchema.shape.purpose,
  label: datasetImageSchema.shape.label,
  kind: z.string().nullable(),
  count: z.number(),
  masks: z.number(),
});

const select = `
  SELECT id, product_id AS productId, name, extension, width, height, bytes, sha256, added_at AS addedAt, origin,
    purpose, label, kind, mask ->> 'sha256' AS maskSha256, removed_at AS removedAt
  FROM dataset_images`;

const matching = `
  product_id = @productId AND purpose = @purpose AND removed_at IS NULL
  AND (@label IS NULL OR (label = @label AND (@label = 'good' OR kind IS @kind)))
  AND (@imageIds IS NULL OR id IN (SELECT value FROM json_each(@imageIds)))`;

export type DatasetRepository = ReturnType<typeof createDatasetRepository>;

/** The rows of datasets' images. A removed image keeps its row, so that models trained on it stay explained. */
export function createDatasetRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO dataset_images (product_id, name, extension, width, height, bytes, sha256, added_at, added_by,
       origin, entry_id, purpose, label, kind)
     VALUES (@productId, @name, @extension, @width, @height, @bytes, @sha256, @addedAt, @addedBy, @origin, @entryId,
       @purpose, @label, @kind)
     ON CONFLICT (product_id, sha256) DO NOTHING`,
  );
  const byId = database.prepare(`${select} WHERE id = ?`);
  const byContent = database.prepare(`${select} WHERE product_id = ? AND sha256 = ?`);
  const page = database.prepare(
    `${select} WHERE ${matching}
     ORDER BY (SELECT key FROM json_each(@imageIds) WHERE value = dataset_images.id), id LIMIT @limit OFFSET @offset`,
  );
  const count = database.prepare(`SELECT count(*) FROM dataset_images WHERE ${matching}`);
  const all = database.prepare(
    `${select} WHERE product_id = ? AND purpose = ? AND removed_at IS NULL ORDER BY id`,
  );
  const counts = database.prepare(
    `SELECT purpose, label, kind, count(*) AS count, count(mask) AS masks FROM dataset_images
     WHERE product_id = ? AND removed_at IS NULL GROUP BY purpose, label, kind ORDER BY kind COLLATE NOCASE`,
  );
  const usualPicture = database.prepare(
    `SELECT width, height, extension FROM dataset_images
     WHERE product_id = @productId AND purpose = 'training' AND removed_at IS NULL
     ORDER BY width * height, id LIMIT 1 OFFSET
       (SELECT count(*) / 2 FROM dataset_images
        WHERE product_id = @productId AND purpose = 'training' AND removed_at IS NULL)`,
  );
  const setRemoved = database.prepare(`UPDATE dataset_images SET removed_at = @removedAt WHERE id = @id`);
  const setLabel = database.prepare(
    `UPDATE dataset_images SET purpose = @purpose, label = @label, kind = @kind WHERE id = @id`,
  );
  const mask = database.prepare(`SELECT mask FROM dataset_images WHERE id = ?`);
  const setMask = database.prepare(`UPDATE dataset_images SET mask = @mask WHERE id = @id`);

  const parametersOf = ({ productId, purpose, only, imageIds }: ImageQuery) => ({
    productId,
    purpose,
    label: only?.label ?? null,
    kind: only?.label === 'defect' ? only.kind : null,
    imageIds: imageIds === null ? null : JSON.stringify(imageIds),
  });

  return {
    /** Adds an image. @returns its id; null if the product already has the content */
    insert(image: NewDatasetImage): number | null {
      const result = insert.run(image);
      return result.changes === 0 ? null : insertedId(result);
    },
    find: (id: number): DatasetImageRow | null => oneRow(rowSchema, byId, id),
    findByContent: (productId: string, sha256: string): DatasetImageRow | null =>
      oneRow(rowSchema, byContent, productId, sha256),
    page: (query: ImageQuery, offset: number, limit: number): DatasetImageRow[] =>
      allRows(rowSchema, page, { ...parametersOf(query), offset, limit }),
    count: (query: ImageQuery): number => countOf(count, parametersOf(query)),
    all: (productId: string, purpose: Purpose): DatasetImageRow[] =>
      allRows(rowSchema, all, productId, purpose),
    counts(productId: string): DatasetCounts {
      const rows = allRows(countRowSchema, counts, productId);
      const sum = (purpose: Purpose, label: 'good' | 'defect'): number =>
        rows
          .filter((row) => row.purpose === purpose && row.label === label)
          .reduce((total, row) => total + row.count, 0);
      const defects = rows.filter((row) => row.label === 'defect');
      return {
        training: sum('training', 'good'),
        test: {
          good: sum('test', 'good'),
          defective: sum('test', 'defect'),
          masks: defects.reduce((total, row) => total + row.masks, 0),
        },
        kinds: defects.map(({ kind, count: images }) => ({ kind, count: images })),
      };
    },
    /** Returns the median training image by number of pixels; null if there is none. */
    usualPicture: (productId: string): (PictureSize & { readonly extension: string }) | null =>
      oneRow(usualRowSchema, usualPicture, { productId }),
    setRemoved: (id: number, removedAt: number | null): void => void setRemoved.run({ id, removedAt }),
    setLabel: (id: number, { purpose, label, kind }: ImageLabel): void =>
      void setLabel.run({ id, purpose, label, kind }),
    mask: (id: number): MaskRecord | null => oneRow(maskRowSchema, mask, id)?.mask ?? null,
    setMask: (id: number, record: MaskRecord | null): void =>
      void setMask.run({ id, mask: record === null ? null : JSON.stringify(record) }),
    /** Runs work in one transaction. */
    atOnce: <Result>(work: () => Result): Result => database.transaction(work)(),
  };
}
