import { z } from 'zod';
import { outcomes } from '../../../shared/domain/outcome.ts';
import { quarterMs, quartersOfDay, type TimeSpan } from '../../../shared/domain/time-buckets.ts';
import { rowsOf, type PlantDatabase } from './plant-database.ts';

/** The count of one verdict, for a bucket (by its index), a station or a product; the other two are null. */
export type CountedParts = z.infer<typeof countRow>;

export interface CountsRequest extends TimeSpan {
  readonly station?: number | undefined;
  readonly product?: string | undefined;
  /** The buckets' starts, in order, milliseconds since 1970. */
  readonly starts: readonly number[];
}

/** Reads the outcomes of a span's parts from the counts of its quarters of an hour. */
export interface FiguresRepository {
  /** Reads the counts by bucket, by station and by product. */
  counts(asked: CountsRequest): Promise<readonly CountedParts[]>;
}

const countRow = z.object({
  bucket: z.int().nullable(),
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
    counts({ station, product, from, to, starts }) {
      const [first, end] = [Math.floor(from / quarterMs), Math.ceil(to / quarterMs)];
      const cuts = starts.map((start) => Math.floor(start / quarterMs));
      // The whole days of UTC within the span; if there are none, the first day is the end.
      const days = [
        Math.ceil(first / quartersOfDay),
        Math.max(Math.ceil(first / quartersOfDay), Math.floor(end / quartersOfDay)),
      ];
      return station === undefined
        ? rowsOf(countRow, database, ofAllStations, [first, end, product ?? null, cuts, ...days])
        : rowsOf(countRow, database, ofOneStation, [first, end, product ?? null, cuts, station]);
    },
  };
}

const ofProduct = '($3::text IS NULL OR product = (SELECT id FROM plant_products WHERE name = $3::text))';
const bucket = 'width_bucket(quarter, $4::integer[]) - 1 AS bucket';

/** The counts of one station: it has few quarters, which are summed directly. */
const ofOneStation = `
  WITH cut AS (
    SELECT ${bucket}, station, product, verdict, parts FROM plant_counts
    WHERE station = $5 AND quarter >= $1 AND quarter < $2 AND ${ofProduct}
  ), counted AS (
    SELECT bucket, station, product, verdict, sum(parts)::bigint AS parts FROM cut
    GROUP BY GROUPING SETS ((bucket, verdict), (station, verdict), (product, verdict))
  )
  SELECT bucket, station, plant_products.name AS product, verdict, parts
  FROM counted LEFT JOIN plant_products ON plant_products.id = counted.product
  ORDER BY bucket, station, product`;

/** The counts of all stations: buckets from the sums over stations; stations and products from whole days and the remaining quarters. */
const ofAllStations = `
  WITH pieces AS (
    SELECT station, product, verdict, parts FROM plant_days
    WHERE day >= $5::integer AND day < $6::integer AND ${ofProduct}
    UNION ALL
    SELECT station, product, verdict, parts FROM plant_counts
    WHERE quarter >= $1::integer AND quarter < least($2::integer, $5::integer * ${quartersOfDay}) AND ${ofProduct}
    UNION ALL
    SELECT station, product, verdict, parts FROM plant_counts
    WHERE quarter >= $6::integer * ${quartersOfDay} AND quarter < $2::integer AND ${ofProduct}
  ), cut AS (
    SELECT ${bucket}, verdict, parts FROM plant_quarters
    WHERE quarter >= $1::integer AND quarter < $2::integer AND ${ofProduct}
  ), counted AS (
    SELECT bucket, NULL::integer AS station, NULL::integer AS product, verdict, sum(parts)::bigint AS parts
    FROM cut GROUP BY bucket, verdict
    UNION ALL
    SELECT NULL, station, product, verdict, sum(parts)::bigint FROM pieces
    GROUP BY GROUPING SETS ((station, verdict), (product, verdict))
  )
  SELECT bucket, station, plant_products.name AS product, verdict, parts
  FROM counted LEFT JOIN plant_products ON plant_products.id = counted.product
  ORDER BY bucket, station, product`;
