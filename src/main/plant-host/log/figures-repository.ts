import { z } from 'zod';
import type { PlantFiguresRequest } from '../../../shared/contract/plant-host.ts';
import { outcomes } from '../../../shared/domain/outcome.ts';
import { rowsOf, type PlantDatabase } from './plant-database.ts';

/** Parts of one verdict: of an hour (since 1970), of a station or of a product; the other two are null. */
export type CountedParts = z.infer<typeof countRow>;

/** What became of the parts of a span, asked of the counts of its hours. */
export interface FiguresRepository {
  /** Counts by hour, by station and by product. */
  counts(
    asked: Pick<PlantFiguresRequest, 'station' | 'product' | 'from' | 'to'>,
  ): Promise<readonly CountedParts[]>;
}

const hourMs = 3_600_000;
const hoursOfDay = 24;

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
    counts({ station, product, from, to }) {
      const [first, end] = [Math.floor(from / hourMs), Math.ceil(to / hourMs)];
      // Days that lie within the span as a whole; none: the first is the end.
      const days = [
        Math.ceil(first / hoursOfDay),
        Math.max(Math.ceil(first / hoursOfDay), Math.floor(end / hoursOfDay)),
      ];
      return station === undefined
        ? rowsOf(countRow, database, ofAllStations, [first, end, product ?? null, ...days])
        : rowsOf(countRow, database, ofOneStation, [first, end, product ?? null, station]);
    },
  };
}

const ofProduct = '($3::text IS NULL OR product = (SELECT id FROM plant_products WHERE name = $3::text))';

/** A station's hours are few: they are summed up as they are. */
const ofOneStation = `
  SELECT hour, station, plant_products.name AS product, verdict, parts
  FROM (
    SELECT hour, station, product, verdict, sum(parts)::bigint AS parts FROM plant_counts
    WHERE station = $4 AND hour >= $1 AND hour < $2 AND ${ofProduct}
    GROUP BY GROUPING SETS ((hour, verdict), (station, verdict), (product, verdict))
  ) AS counted
  LEFT JOIN plant_products ON plant_products.id = counted.product
  ORDER BY hour, station, product`;

/** Hours from the sums over stations; stations and products from whole days, and from the hours that are left on both sides. */
const ofAllStations = `
  WITH pieces AS (
    SELECT station, product, verdict, parts FROM plant_days
    WHERE day >= $4::integer AND day < $5::integer AND ${ofProduct}
    UNION ALL
    SELECT station, product, verdict, parts FROM plant_counts
    WHERE hour >= $1::integer AND hour < least($2::integer, $4::integer * ${hoursOfDay}) AND ${ofProduct}
    UNION ALL
    SELECT station, product, verdict, parts FROM plant_counts
    WHERE hour >= $5::integer * ${hoursOfDay} AND hour < $2::integer AND ${ofProduct}
  ), counted AS (
    SELECT hour, NULL::integer AS station, NULL::integer AS product, verdict, sum(parts)::bigint AS parts
    FROM plant_hours WHERE hour >= $1::integer AND hour < $2::integer AND ${ofProduct} GROUP BY hour, verdict
    UNION ALL
    SELECT NULL, station, product, verdict, sum(parts)::bigint FROM pieces
    GROUP BY GROUPING SETS ((station, verdict), (product, verdict))
  )
  SELECT hour, station, plant_products.name AS product, verdict, parts
  FROM counted LEFT JOIN plant_products ON plant_products.id = counted.product
  ORDER BY hour, station, product`;
