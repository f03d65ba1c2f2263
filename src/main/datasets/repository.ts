import { z } from 'zod';
import { datasetImageSchema } from '../../shared/contract/datasets.ts';
import type { DatasetImage } from '../../shared/contract/datasets.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, insertedId, oneRow } from '../database/rows.ts';

export interface NewDatasetImage extends Omit<DatasetImage, 'id'> {
  /** Ending of the station's copy: `<sha256>.<extension>`. */
  readonly extension: string;
  readonly addedBy: string;
  /** The entry of the defect log it came from. */
  readonly defectId: number | null;
}

const rowSchema = datasetImageSchema.extend({ extension: z.string(), removedAt: z.number().nullable() });
/** An image of a dataset with where its copy lies, removed or not. */
export type DatasetImageRow = z.infer<typeof rowSchema>;

const select = `
  SELECT id, product_id AS productId, name, extension, width, height, bytes, sha256, added_at AS addedAt, origin,
    removed_at AS removedAt
  FROM dataset_images`;

export type DatasetRepository = ReturnType<typeof createDatasetRepository>;

/** Images of datasets as rows; a removed one keeps its row, so that models trained on it stay explained. */
export function createDatasetRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO dataset_images (product_id, name, extension, width, height, bytes, sha256, added_at, added_by,
       origin, defect_id)
     VALUES (@productId, @name, @extension, @width, @height, @bytes, @sha256, @addedAt, @addedBy, @origin, @defectId)
     ON CONFLICT (product_id, sha256) DO NOTHING`,
  );
  const byId = database.prepare(`${select} WHERE id = ?`);
  const byContent = database.prepare(`${select} WHERE product_id = ? AND sha256 = ?`);
  const present = `${select} WHERE product_id = ? AND removed_at IS NULL ORDER BY id`;
  const page = database.prepare(`${present} LIMIT ? OFFSET ?`);
  const all = database.prepare(present);
  const count = database.prepare(
    `SELECT count(*) FROM dataset_images WHERE product_id = ? AND removed_at IS NULL`,
  );
  const setRemoved = database.prepare(`UPDATE dataset_images SET removed_at = @removedAt WHERE id = @id`);

  return {
    /** The new row's id; null when the product has that content already. */
    insert(image: NewDatasetImage): number | null {
      const result = insert.run(image);
      return result.changes === 0 ? null : insertedId(result);
    },
    find: (id: number): DatasetImageRow | null => oneRow(rowSchema, byId, id),
    findByContent: (productId: string, sha256: string): DatasetImageRow | null =>
      oneRow(rowSchema, byContent, productId, sha256),
    page: (productId: string, offset: number, limit: number): DatasetImageRow[] =>
      allRows(rowSchema, page, productId, limit, offset),
    all: (productId: string): DatasetImageRow[] => allRows(rowSchema, all, productId),
    count: (productId: string): number => countOf(count, productId),
    setRemoved: (id: number, removedAt: number | null): void => void setRemoved.run({ id, removedAt }),
  };
}
