import { z } from 'zod';
import { noOutcomes, outcomes, type OutcomeCounts } from '../../../shared/domain/outcome.ts';
import { stationStateSchema, type StationState } from '../../../shared/plant/state.ts';
import { rowsOf, type PlantDatabase } from './plant-database.ts';

/** A station's last reported state. */
export interface HeardStation {
  readonly station: number;
  readonly name: string;
  /** When the station last reported, by the plant's clock, milliseconds since 1970. */
  readonly heardAt: number;
  readonly state: StationState;
}

/** Scores of one product, judged by one model at one station. */
export interface StationScores {
  readonly station: number;
  readonly product: string;
  /** SHA-256 of the model's graph. */
  readonly model: string;
  readonly parts: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Reads the board's figures from the plant's log. It reads only counts of some quarters of an hour, never single parts. */
export interface BoardRepository {
  stations(): Promise<readonly HeardStation[]>;
  /** Counts parts by outcome and station. @param quarter the first quarter of an hour, counted since 1970 */
  countsSince(quarter: number): Promise<ReadonlyMap<number, CountedStation>>;
  scoresSince(quarter: number): Promise<readonly StationScores[]>;
  /** Reads the number of held messages, and the last ones. */
  refusals(last: number): Promise<Refusals>;
}

export interface CountedStation {
  readonly counts: OutcomeCounts;
  /** When the last part was captured, by the station's clock, milliseconds since 1970. */
  readonly lastPartAt: number;
}

export interface Refusals {
  readonly count: number;
  readonly last: readonly z.infer<typeof refusalRow>[];
}

const stationRow = z.object({
  station: z.int(),
  name: z.string(),
  heard_at: z.number(),
  state: stationStateSchema,
});
const countRow = z.object({
  station: z.int(),
  verdict: z
    .int()
    .min(0)
    .max(outcomes.length - 1),
  parts: z.number(),
  last_at: z.number(),
});
const scoresRow = z.object({
  station: z.int(),
  product: z.string(),
  model: z.string(),
  parts: z.number(),
  mean: z.number(),
  deviation: z.number(),
});
const refusalRow = z.object({
  subject: z.string(),
  reason: z.string(),
  refusedAt: z.number(),
});

export function createBoardRepository(database: PlantDatabase): BoardRepository {
  return {
    async stations() {
      const rows = await rowsOf(
        stationRow,
        database,
        'SELECT station, name, heard_at, state FROM plant_stations ORDER BY station',
      );
      return rows.map(({ heard_at: heardAt, ...row }) => ({ ...row, heardAt }));
    },
    async countsSince(quarter) {
      const rows = await rowsOf(
        countRow,
        database,
        `SELECT station, verdict, sum(parts)::bigint AS parts, max(last_at) AS last_at
         FROM plant_counts WHERE quarter >= $1 GROUP BY station, verdict`,
        [quarter],
      );
      const byStation = new Map<number, CountedStation>();
      for (const { station, verdict, parts, last_at: lastAt } of rows) {
        const known = byStation.get(station) ?? { counts: noOutcomes, lastPartAt: 0 };
        const outcome = outcomes[verdict];
        if (outcome === undefined) continue;
        byStation.set(station, {
          counts: { ...known.counts, [outcome]: parts },
          lastPartAt: Math.max(known.lastPartAt, lastAt),
        });
      }
      return byStation;
    },
    scoresSince: (quarter) =>
      rowsOf(
        scoresRow,
        database,
        `SELECT station, plant_products.name AS product, plant_models.model AS model, parts, mean,
           sqrt(greatest(squares / parts - mean * mean, 0)) AS deviation
         FROM (
           SELECT station, product, model, sum(parts)::bigint AS parts,
             sum(score_sum) / sum(parts) AS mean, sum(score_squares) AS squares
           FROM plant_counts WHERE quarter >= $1 AND verdict < $2 GROUP BY station, product, model
         ) AS scores
         JOIN plant_products ON plant_products.id = scores.product
         JOIN plant_models ON plant_models.id = scores.model
         ORDER BY 2, 3, 1`,
        [quarter, outcomes.indexOf('not-inspected')],
      ),
    async refusals(last) {
      const [counted] = await rowsOf(
        z.object({ count: z.number() }),
        database,
        'SELECT messages AS count FROM plant_held',
      );
      const rows = await rowsOf(
        refusalRow,
        database,
        `SELECT subject, reason, refused_at AS "refusedAt" FROM plant_refusals
         ORDER BY refused_at DESC, sequence DESC LIMIT $1`,
        [last],
      );
      return { count: counted?.count ?? 0, last: rows };
    },
  };
}
