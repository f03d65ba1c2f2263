import { z } from 'zod';
import { decisionSchema } from '../../../shared/contract/log.ts';
import type {
  DecisionOnEntry,
  EntryOfPlant,
  EntryPageRequest,
  GivenDecision,
} from '../../../shared/contract/plant-host.ts';
import { outcomes } from '../../../shared/domain/outcome.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { PlantDecision } from '../../../shared/plant/decision.ts';
import { rowOf, rowsOf, type PlantDatabase, type Statements } from './plant-database.ts';
import { lastDecisionFirst, settleEntries } from './settle-entries-repository.ts';

/** Entries of all stations, and people's decisions on them. */
export interface ReviewRepository {
  entries(asked: EntryPageRequest): Promise<{ entries: EntryOfPlant[]; more: boolean }>;
  decisions(station: number, entry: number): Promise<DecisionOnEntry[]>;
  /**
   * Adds a decision, and queues it for its station.
   *
   * @throws StationError NOT_FOUND; CONFLICT if the station takes no decisions
   */
  decide(given: GivenDecision, by: string, at: number): Promise<DecisionOnEntry>;
  /** Returns the decisions that the server does not have yet, the oldest first. */
  unsent(most: number): Promise<readonly UnsentDecision[]>;
  sent(id: number): Promise<void>;
}

export interface UnsentDecision {
  readonly id: number;
  readonly message: PlantDecision;
}

const decisionRow = z
  .object({
    decision: decisionSchema.nullable(),
    cause: z.string().nullable(),
    note: z.string(),
    decided_by: z.string(),
    decided_at: z.number(),
    at_plant: z.boolean(),
  })
  .transform(
    ({ decision, cause, note, decided_by: decidedBy, decided_at: decidedAt, at_plant: atPlant }) =>
      ({ decision, cause, note, decidedBy, decidedAt, atPlant }) satisfies DecisionOnEntry,
  );

const entryRow = z.object({
  station: z.int(),
  entry: z.number(),
  part: z.number().nullable(),
  product: z.string(),
  name: z.string().nullable(),
  captured_at: z.number(),
  verdict: z.int(),
  score: z.number().nullable(),
  thumbnail: z.string().nullable(),
  decided: z
    .object({ decision: decisionSchema.nullable(), cause: z.string().nullable(), note: z.string() })
    .extend({ decidedBy: z.string(), decidedAt: z.number(), atPlant: z.boolean() })
    .nullable(),
});

const unsentRow = z.object({
  id: z.number(),
  message: z.uuid(),
  station: z.int(),
  entry: z.number(),
  captured_at: z.number(),
  decision: decisionSchema.nullable(),
  cause: z.string().nullable(),
  note: z.string(),
  decided_by: z.string(),
  decided_at: z.number(),
});

export function createReviewRepository(database: PlantDatabase): ReviewRepository {
  return {
    async entries({ station, show, after, limit }) {
      const source = show === 'open' ? 'plant_open_entries' : 'plant_entries';
      const rows = await rowsOf(entryRow, database, pageOf(source), [
        station ?? null,
        after?.capturedAt ?? null,
        after?.station ?? null,
        after?.entry ?? null,
        limit + 1,
      ]);
      return { entries: rows.slice(0, limit).map(toEntry), more: rows.length > limit };
    },
    decisions: (station, entry) => rowsOf(decisionRow, database, decisionsOf, [station, entry]),
    decide: (given, by, at) =>
      database.transaction(async (on) => {
        const { station, entry, decision, cause, note } = given;
        await refuseUntaken(on, station);
        const added = await rowOf(decisionRow.and(z.object({ id: z.number() })), on, addDecision, [
          crypto.randomUUID(),
          station,
          entry,
          decision,
          cause,
          note,
          by,
          at,
        ]);
        if (added === null) throw new StationError('NOT_FOUND', `Station ${station} told no entry ${entry}.`);
        const { id, ...kept } = added;
        await on.query('INSERT INTO plant_unsent_decisions (decision) VALUES ($1)', [id]);
        await on.query(settleEntries, [JSON.stringify([{ station, entry }])]);
        return kept;
      }),
    async unsent(most) {
      const rows = await rowsOf(unsentRow, database, unsentDecisions, [most]);
      return rows.map(({ id, message, ...row }) => {
        const { captured_at: capturedAt, decided_by: decidedBy, decided_at: decidedAt, ...told } = row;
        return { id, message: { format: 1, id: message, ...told, capturedAt, decidedBy, decidedAt } };
      });
    },
    async sent(id) {
      await database.query('DELETE FROM plant_unsent_decisions WHERE decision = $1', [id]);
    },
  };
}

/** Refuses a decision that the station would not take, because it would then count only at the plant. */
async function refuseUntaken(on: Statements, station: number): Promise<void> {
  const refusing = await rowOf(
    z.object({ name: z.string() }),
    on,
    `SELECT name FROM plant_stations WHERE station = $1 AND state #>> '{travels,decisions}' = 'false'`,
    [station],
  );
  if (refusing === null) return;
  throw new StationError(
    'CONFLICT',
    `Station ${station} takes no decisions of the plant: its settings say so. Decide there.`,
  );
}

function toEntry({ captured_at: capturedAt, verdict, ...row }: z.infer<typeof entryRow>): EntryOfPlant {
  return { ...row, capturedAt, verdict: outcomes[verdict] ?? 'not-inspected' };
}

/** A page by the order's own index, from the last entry of the page before on. */
function pageOf(source: 'plant_open_entries' | 'plant_entries'): string {
  return `
  WITH page AS (
    SELECT captured_at, station, entry FROM ${source}
    WHERE ($1::integer IS NULL OR station = $1::integer)
      AND ($2::bigint IS NULL OR (captured_at, station, entry) < ($2::bigint, $3::integer, $4::bigint))
    ORDER BY captured_at DESC, station DESC, entry DESC LIMIT $5
  )
  SELECT page.station, page.entry, part, plant_products.name AS product, plant_entries.name, page.captured_at, verdict,
    score, 'data:' || thumbnail_type || ';base64,' || translate(encode(thumbnail, 'base64'), E'\\n', '') AS thumbnail,
    last.decided
  FROM page
  JOIN plant_entries ON plant_entries.station = page.station AND plant_entries.entry = page.entry
  JOIN plant_products ON plant_products.id = plant_entries.product
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('decision', decision, 'cause', cause, 'note', note, 'decidedBy', decided_by,
      'decidedAt', decided_at, 'atPlant', at_plant) AS decided
    FROM plant_decisions
    WHERE plant_decisions.station = page.station AND plant_decisions.entry = page.entry
    ORDER BY ${lastDecisionFirst} LIMIT 1
  ) AS last ON true
  ORDER BY page.captured_at DESC, page.station DESC, page.entry DESC`;
}

const decisionsOf = `
  SELECT decision, cause, note, decided_by, decided_at, at_plant FROM plant_decisions
  WHERE station = $1 AND entry = $2 ORDER BY ${lastDecisionFirst}`;

/** Later than the one before, so that clocks that differ do not let an older decision stand. */
const addDecision = `
  INSERT INTO plant_decisions (message, station, entry, decision, cause, note, decided_by, decided_at, at_plant)
  SELECT $1, $2, $3, $4, $5, $6, $7, greatest($8::bigint, coalesce((
    SELECT max(decided_at) + 1 FROM plant_decisions WHERE station = $2 AND entry = $3), 0)), true
  FROM plant_entries WHERE station = $2 AND entry = $3
  RETURNING id, decision, cause, note, decided_by, decided_at, at_plant`;

const unsentDecisions = `
  SELECT id, message, station, entry, captured_at, plant_decisions.decision, cause, note, decided_by, decided_at
  FROM plant_unsent_decisions JOIN plant_decisions ON plant_decisions.id = plant_unsent_decisions.decision
  JOIN plant_entries USING (station, entry)
  ORDER BY id LIMIT $1`;
