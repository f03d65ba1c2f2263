import { z } from 'zod';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';

/** A part whose right verdict is known: a labelled test image of its product. */
export interface KnownPart {
  readonly imageId: number;
  readonly name: string;
  readonly sha256: string;
  readonly label: 'good' | 'defect';
}

/** Test images per label to check if none were chosen; few, because the check at a shift's start has to be short. */
const unchosenOfEach = 20;

const row: z.ZodType<KnownPart> = z.object({
  imageId: z.number(),
  name: z.string(),
  sha256: z.string(),
  label: z.enum(['good', 'defect']),
});

export interface KnownPartsRepository {
  /** Returns the parts of a check: the chosen ones that are still test images, else labelled test images. */
  of(productId: string): KnownPart[];
  /** Returns the ids of the chosen parts only. */
  chosen(productId: string): number[];
  /** Chooses parts; ignores ids that are no test images of the product. */
  choose(productId: string, imageIds: readonly number[]): void;
}

/** Makes the repository of products' known parts. */
export function createKnownPartsRepository(database: StationDatabase): KnownPartsRepository {
  const columns = 'd.id AS imageId, d.name, d.sha256, d.label';
  const present = "d.product_id = @productId AND d.purpose = 'test' AND d.removed_at IS NULL";
  const chosen = database.prepare(
    `SELECT ${columns} FROM dataset_images d JOIN known_parts k ON k.image_id = d.id WHERE ${present} ORDER BY d.label DESC, d.id`,
  );
  const unchosen = database.prepare(
    `SELECT imageId, name, sha256, label FROM (
       SELECT ${columns}, row_number() OVER (PARTITION BY d.label ORDER BY d.id) AS place FROM dataset_images d WHERE ${present})
     WHERE place <= @most ORDER BY label DESC, imageId`,
  );
  const forget = database.prepare(
    `DELETE FROM known_parts WHERE image_id IN (SELECT id FROM dataset_images WHERE product_id = ?)`,
  );
  const add = database.prepare(
    `INSERT INTO known_parts (image_id)
     SELECT d.id FROM dataset_images d WHERE ${present} AND d.id IN (SELECT value FROM json_each(@imageIds))`,
  );
  const ofChoice = (productId: string): KnownPart[] => allRows(row, chosen, { productId });
  return {
    of(productId) {
      const parts = ofChoice(productId);
      return parts.length > 0 ? parts : allRows(row, unchosen, { productId, most: unchosenOfEach });
    },
    chosen: (productId) => ofChoice(productId).map(({ imageId }) => imageId),
    choose: database.transaction((productId: string, imageIds: readonly number[]): void => {
      forget.run(productId);
      add.run({ productId, imageIds: JSON.stringify(imageIds) });
    }),
  };
}
