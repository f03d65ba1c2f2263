import { z } from 'zod';
import type { StationDatabase } from '../../database/open-database.ts';
import { allRows, jsonColumn, oneRow } from '../../database/rows.ts';
import { traitsRecordSchema, traitsVersion } from './traits.ts';
import type { TraitsRecord } from './traits.ts';

const traitsRowSchema = z.object({ traits: jsonColumn(traitsRecordSchema) });
const findingRowSchema = z.object({ finding: z.string() });

/** The rows of images' traits, by content, and of the findings that people set aside, by product. */
export function createCheckRepository(database: StationDatabase) {
  const traits = database.prepare(`SELECT traits FROM image_traits WHERE sha256 = ? AND version = ?`);
  const setTraits = database.prepare(
    `INSERT INTO image_traits (sha256, version, traits) VALUES (@sha256, @version, @traits)
     ON CONFLICT (sha256) DO UPDATE SET version = excluded.version, traits = excluded.traits`,
  );
  const kept = database.prepare(`SELECT finding FROM kept_findings WHERE product_id = ?`);
  const keep = database.prepare(
    `INSERT INTO kept_findings (product_id, finding, kept_at, kept_by) VALUES (@productId, @finding, @keptAt, @keptBy)
     ON CONFLICT (product_id, finding) DO NOTHING`,
  );
  const drop = database.prepare(`DELETE FROM kept_findings WHERE product_id = ? AND finding = ?`);

  return {
    /** Reads the traits of a content; null if there are none of the present version. */
    traits: (sha256: string): TraitsRecord | null =>
      oneRow(traitsRowSchema, traits, sha256, traitsVersion)?.traits ?? null,
    setTraits: (sha256: string, record: TraitsRecord): void =>
      void setTraits.run({ sha256, version: traitsVersion, traits: JSON.stringify(record) }),
    kept: (productId: string): Set<string> =>
      new Set(allRows(findingRowSchema, kept, productId).map(({ finding }) => finding)),
    /** Sets findings aside, all or none. */
    keep: database.transaction((productId: string, findings: readonly string[], keptBy: string): void => {
      for (const finding of findings) keep.run({ productId, finding, keptAt: Date.now(), keptBy });
    }),
    drop: database.transaction((productId: string, findings: readonly string[]): void => {
      for (const finding of findings) drop.run(productId, finding);
    }),
  };
}
export type CheckRepository = ReturnType<typeof createCheckRepository>;
