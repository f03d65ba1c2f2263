import { z } from 'zod';
import { regionSchema } from '../../shared/contract/drawn-shapes.ts';
import { inspectedAreaSchema, productSchema } from '../../shared/contract/products.ts';
import type { LineSettings, Product } from '../../shared/contract/products.ts';
import { noKeptGood, type KeptGood } from '../../shared/domain/kept-good.ts';
import type { InspectedArea } from '../../shared/domain/region.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, flagColumn, jsonColumn, oneRow } from '../database/rows.ts';

const rowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.number(),
    archivedAt: z.number().nullable(),
    isSample: flagColumn,
    /** One rectangle, or regions of any shape. */
    region: jsonColumn(z.union([regionSchema, inspectedAreaSchema.shape.regions.unwrap()])).nullable(),
    exclusions: jsonColumn(inspectedAreaSchema.shape.exclusions),
    causes: jsonColumn(productSchema.shape.causes),
    escapeCost: z.number(),
    smallestDefect: z.number().nullable(),
    alarmAfter: z.number().nullable(),
    code: z.string().nullable(),
    keptOneIn: z.number().nullable(),
    keptNearLimit: z.number().nullable(),
    imageCount: z.number(),
    modelCount: z.number(),
    activeModelId: z.string().nullable(),
    coverImageId: z.number().nullable(),
  })
  .transform(({ region, exclusions, alarmAfter, code, keptOneIn, keptNearLimit, ...row }): ProductRow => ({
    ...row,
    area:
      region === null || 'width' in region
        ? { region, exclusions }
        : { region: null, regions: region, exclusions },
    line: { alarmAfter, code, keptGood: { oneIn: keptOneIn, nearLimit: keptNearLimit } },
  }));
/** A product without its limits, archived or not. */
export type ProductRow = Omit<Product, 'thresholds'>;

/** Columns with their own statement, because they are read for each good part of the line. */
const keptColumns = 'kept_one_in AS keptOneIn, kept_near_limit AS keptNearLimit';
const keptRow = z.object({ keptOneIn: z.number().nullable(), keptNearLimit: z.number().nullable() });

const select = `
  SELECT id, name, created_at AS createdAt, archived_at AS archivedAt, is_sample AS isSample, region, exclusions, causes,
    escape_cost AS escapeCost, smallest_defect AS smallestDefect, alarm_after AS alarmAfter, code, ${keptColumns},
    (SELECT count(*) FROM dataset_images WHERE product_id = p.id AND purpose = 'training' AND removed_at IS NULL) AS imageCount,
    (SELECT count(*) FROM models WHERE product_id = p.id) AS modelCount,
    (SELECT model_id FROM activations WHERE product_id = p.id ORDER BY id DESC LIMIT 1) AS activeModelId,
    (SELECT min(id) FROM dataset_images WHERE product_id = p.id AND purpose = 'training' AND removed_at IS NULL) AS coverImageId
  FROM products p`;

export interface NewProduct {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly isSample: boolean;
}

export type ProductRepository = ReturnType<typeof createProductRepository>;

/** Makes the repository of products. Names are unique among products in use, ignoring case. */
export function createProductRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO products (id, name, created_at, is_sample) VALUES (@id, @name, @createdAt, @isSample)`,
  );
  const present = database.prepare(`${select} WHERE archived_at IS NULL ORDER BY name COLLATE NOCASE`);
  const archived = database.prepare(
    `${select} WHERE archived_at IS NOT NULL ORDER BY archived_at DESC, name COLLATE NOCASE`,
  );
  const byId = database.prepare(`${select} WHERE id = ?`);
  const byName = database.prepare(`${select} WHERE name = ? COLLATE NOCASE AND archived_at IS NULL`);
  const byCode = database.prepare(`${select} WHERE code = ? COLLATE NOCASE AND archived_at IS NULL`);
  const sample = database.prepare(`${select} WHERE is_sample = 1`);
  const kept = database.prepare(`SELECT ${keptColumns} FROM products WHERE id = ?`);
  const setName = database.prepare(`UPDATE products SET name = @name WHERE id = @id`);
  const setArchived = database.prepare(`UPDATE products SET archived_at = @archivedAt WHERE id = @id`);
  const setArea = database.prepare(
    `UPDATE products SET region = @region, exclusions = @exclusions WHERE id = @id`,
  );
  const setLine = database.prepare(
    `UPDATE products SET alarm_after = @alarmAfter, code = @code, kept_one_in = @oneIn, kept_near_limit = @nearLimit
     WHERE id = @id`,
  );
  const setEscapeCost = database.prepare(`UPDATE products SET escape_cost = @escapeCost WHERE id = @id`);
  const setSmallestDefect = database.prepare(
    `UPDATE products SET smallest_defect = @smallestDefect WHERE id = @id`,
  );
  const setCauses = database.prepare(`UPDATE products SET causes = @causes WHERE id = @id`);

  return {
    insert: (product: NewProduct): void =>
      void insert.run({ ...product, isSample: product.isSample ? 1 : 0 }),
    list: (): ProductRow[] => allRows(rowSchema, present),
    listArchived: (): ProductRow[] => allRows(rowSchema, archived),
    find: (id: string): ProductRow | null => oneRow(rowSchema, byId, id),
    findByName: (name: string): ProductRow | null => oneRow(rowSchema, byName, name),
    findByCode: (code: string): ProductRow | null => oneRow(rowSchema, byCode, code),
    findSample: (): ProductRow | null => oneRow(rowSchema, sample),
    rename: (id: string, name: string): void => void setName.run({ id, name }),
    setArchived: (id: string, archivedAt: number | null): void => void setArchived.run({ id, archivedAt }),
    /** Returns which of the product's good parts the log keeps. */
    keptGood(id: string): KeptGood {
      const found = oneRow(keptRow, kept, id);
      return found === null ? noKeptGood : { oneIn: found.keptOneIn, nearLimit: found.keptNearLimit };
    },
    setLine: (id: string, { alarmAfter, code, keptGood }: LineSettings): void =>
      void setLine.run({ id, alarmAfter, code, ...keptGood }),
    setEscapeCost: (id: string, escapeCost: number): void => void setEscapeCost.run({ id, escapeCost }),
    setSmallestDefect: (id: string, smallestDefect: number | null): void =>
      void setSmallestDefect.run({ id, smallestDefect }),
    setCauses: (id: string, causes: readonly string[]): void =>
      void setCauses.run({ id, causes: JSON.stringify(causes) }),
    setArea: (id: string, { region, regions, exclusions }: InspectedArea): void =>
      void setArea.run({
        id,
        region: region === null && regions === undefined ? null : JSON.stringify(region ?? regions),
        exclusions: JSON.stringify(exclusions),
      }),
  };
}
