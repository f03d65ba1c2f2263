import { z } from 'zod';
import type { PlantFiguresRequest } from '../../../shared/contract/plant-host.ts';
import { outcomes } from '../../../shared/domain/outcome.ts';
import { rowsOf, type PlantDatabase } from './plant-database.ts';

/** Parts of one verdict: of an hour (since 1970), of a station or of a product; the other two are null. */
export type CountedParts = z.infer<typeof countRow>;

/** What became of the parts of a span, asked of the counts of its hours. */
export interface FiguresRepository {
  /** Counts by hour, by station and by product, from one walk through the counts. */
  counts(
    asked: Pick<PlantFiguresRequest, 'station' | 'product' | 'from' | 'to'>,
  ): Promise<readonly CountedParts[]>;
}

const hourMs = 3_600_000;

const countRow = z.object({
  hour: z.int().nullable(),
  station: z.int().nullable(),
  product: z.string().nullable(),
  verdict: z
    .int()
    .min(0)
    .max(outcomes.length - 1),
  parts: z.number(),
});

export function createFiguresRepository(database: PlantDatabase): FiguresRepository {
  return {
    counts: ({ station, product, from, to }) =>
      rowsOf(
        countRow,
        database,
        `SELECT hour, station, plant_products.name AS product, verdict, parts
         FROM (
           SELECT hour, station, product, verdict, sum(parts)::bigint AS parts FROM plant_counts
           WHERE hour >= $1 AND hour < $2
             AND ($3::integer IS NULL OR station = $3::integer)
             AND ($4::text IS NULL OR product = (SELECT id FROM plant_products WHERE name = $4::text))
           GROUP BY GROUPING SETS ((hour, verdict), (station, verdict), (product, verdict))
         ) AS counted
         LEFT JOIN plant_products ON plant_products.id = counted.product
         ORDER BY hour, station, product`,
        [Math.floor(from / hourMs), Math.ceil(to / hourMs), station ?? null, product ?? null],
      ),
  };
}
