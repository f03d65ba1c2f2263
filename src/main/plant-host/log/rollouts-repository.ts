import { z } from 'zod';
import { haltReasonSchema, rolloutStates, type HaltReason } from '../../../shared/contract/plant-host.ts';
import { outcomes } from '../../../shared/domain/outcome.ts';
import { refusals, type Refusal } from '../../../shared/domain/refusals.ts';
import type { AssignmentAnswer } from '../../../shared/plant/assignment.ts';
import { quarterMs } from '../../../shared/domain/time-buckets.ts';
import { isSameName } from '../../../shared/domain/same-name.ts';
import { rowOf, rowsOf, type PlantDatabase } from './plant-database.ts';
import { lastDecisionFirst } from './settle-entries-repository.ts';

/** A kept reason is JSON; earlier versions kept a sentence. */
function readReason(kept: string): HaltReason {
  try {
    return haltReasonSchema.parse(JSON.parse(kept));
  } catch {
    return { kind: 'said', text: kept };
  }
}

/** What a station answered, as it is kept: a refusal's code stands before its details. */
function readAnswer(kept: string): { readonly refusal: Refusal | null; readonly detail: string } {
  const refusal = refusals.find((one) => kept.startsWith(`${one}: `)) ?? null;
  return { refusal, detail: refusal === null ? kept : kept.slice(refusal.length + 2) };
}

const rolloutRow = z.object({
  id: z.uuid(),
  product: z.string(),
  object: z.string(),
  bytes: z.number(),
  graph: z.string(),
  note: z.string(),
  startedBy: z.string(),
  startedAt: z.number(),
  state: z.enum(rolloutStates),
  stage: z.int(),
  reason: z.string().transform(readReason).nullable(),
});
export type KeptRollout = z.infer<typeof rolloutRow>;

const stationRow = z
  .object({
    station: z.int(),
    assignment: z.uuid(),
    stage: z.int(),
    assigned: z.boolean(),
    outcome: z.enum(['running', 'activated', 'refused', 'taken-back']).nullable(),
    detail: z.string(),
    parts: z.number(),
    falseRejects: z.number(),
  })
  .transform((row) => ({
    ...row,
    ...(row.outcome === 'refused' ? readAnswer(row.detail) : { refusal: null }),
  }));
const productRow = z.object({ id: z.int(), name: z.string() });
export type RolloutStation = z.infer<typeof stationRow>;

/** Stations of the first stage have 0, all others 1. */
export interface NewRollout extends Omit<KeptRollout, 'state' | 'stage' | 'reason'> {
  readonly stations: readonly {
    readonly station: number;
    readonly assignment: string;
    readonly stage: number;
  }[];
}

export interface RolloutEvent {
  readonly kind: 'started' | 'widened' | 'halted' | 'done' | 'taken-back';
  /** Null: the host itself. */
  readonly by: string | null;
}

/** Models that are rolled out, and what became of it. */
export interface RolloutsRepository {
  add(rollout: NewRollout): Promise<void>;
  /** The latest first. */
  list(most: number): Promise<KeptRollout[]>;
  find(id: string): Promise<KeptRollout | null>;
  /** Those that go on, and those of which stations have yet to be told that they ended; the oldest first. */
  unended(): Promise<KeptRollout[]>;
  /** Stations of a roll-out, with what they inspected with its model since they activated it. */
  stations(rollout: KeptRollout): Promise<RolloutStation[]>;
  /**
   * Objects that somebody may still fetch: those of roll-outs that go on, and of the latest one of each product at each station, which hears
   * of its model again where it was put back from a backup.
   *
   * @param members stations of the plant
   */
  neededObjects(members: readonly number[]): Promise<string[]>;
  setAssigned(assignment: string, assigned: boolean): Promise<void>;
  setOutcome(answer: AssignmentAnswer): Promise<void>;
  /** @param before as it was read @returns false: somebody changed it since, and it stays as it is */
  setState(
    before: Pick<KeptRollout, 'id' | 'state' | 'stage'>,
    next: Pick<KeptRollout, 'state' | 'stage' | 'reason'>,
    event: RolloutEvent,
  ): Promise<boolean>;
}

export function createRolloutsRepository(database: PlantDatabase): RolloutsRepository {
  return {
    add: ({ stations, ...rollout }) =>
      database.transaction(async (on) => {
        await on.query(addRollout, [
          ...[rollout.id, rollout.product, rollout.object, rollout.bytes, rollout.graph, rollout.note],
          ...[rollout.startedBy, rollout.startedAt],
        ]);
        await on.query(addStations, [rollout.id, JSON.stringify(stations)]);
        await on.query(addEvent, [rollout.id, 'started', null, rollout.note, rollout.startedBy]);
      }),
    list: (most) =>
      rowsOf(rolloutRow, database, `${rolloutColumns} ORDER BY started_at DESC, id LIMIT $1`, [most]),
    find: (id) => rowOf(rolloutRow, database, `${rolloutColumns} WHERE id = $1`, [id]),
    unended: () => rowsOf(rolloutRow, database, `${rolloutColumns} ${whereUnended}`),
    async stations({ id, graph, product }) {
      const known = await rowsOf(productRow, database, 'SELECT id, name FROM plant_products');
      const same = known.filter(({ name }) => isSameName(name, product)).map((one) => one.id);
      const defect = outcomes.indexOf('defect');
      return rowsOf(stationRow, database, stationsOf, [id, graph, same, quarterMs, defect]);
    },
    async neededObjects(members) {
      const rows = await rowsOf(z.object({ object: z.string() }), database, neededObjects, [members]);
      return rows.map(({ object }) => object);
    },
    async setAssigned(assignment, assigned) {
      await database.query('UPDATE plant_rollout_stations SET assigned = $2 WHERE assignment = $1', [
        ...[assignment, assigned],
      ]);
    },
    setOutcome: async (answer) => {
      const { assignment, station, outcome, at } = answer;
      const detail =
        answer.outcome === 'refused' ? `${answer.reason}: ${answer.detail}` : (answer.detail ?? '');
      await database.query(setOutcome, [assignment, station, outcome, detail, at]);
    },
    setState: ({ id, ...before }, { state, stage, reason }, { kind, by }) =>
      database.transaction(async (on) => {
        const kept = reason === null ? null : JSON.stringify(reason);
        const changed = await on.query(
          `UPDATE plant_rollouts SET state = $2, stage = $3, reason = $4
           WHERE id = $1 AND plant_rollouts.state = $5 AND plant_rollouts.stage = $6 RETURNING id`,
          [id, state, stage, kept, before.state, before.stage],
        );
        if (changed.length > 0) await on.query(addEvent, [id, kind, null, kept ?? '', by]);
        return changed.length > 0;
      }),
  };
}

const rolloutColumns = `
  SELECT id, product, object, bytes, graph, note, started_by AS "startedBy", started_at AS "startedAt", state, stage,
    reason FROM plant_rollouts`;

/** One that was halted is withdrawn where its station has not answered. */
const whereUnended = `
  WHERE state = 'running' OR state IN ('halted', 'taken-back') AND EXISTS (
    SELECT 1 FROM plant_rollout_stations
    WHERE rollout = plant_rollouts.id AND assigned
      AND (state = 'taken-back' OR outcome IS NULL OR outcome = 'running'))
  ORDER BY started_at, id`;

const neededObjects = `
  SELECT object FROM plant_rollouts WHERE state = 'running'
  UNION
  SELECT object FROM (
    SELECT DISTINCT ON (station, product) object
    FROM plant_rollout_stations JOIN plant_rollouts ON plant_rollouts.id = rollout
    WHERE assigned AND station = ANY ($1::integer[])
    ORDER BY station, product, started_at DESC
  ) AS latest`;

const addRollout = `
  INSERT INTO plant_rollouts (id, product, object, bytes, graph, note, started_by, started_at, state, stage)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'running', 0)`;

const addStations = `
  INSERT INTO plant_rollout_stations (rollout, station, assignment, stage)
  SELECT $1, station, assignment, stage
  FROM jsonb_to_recordset($2::jsonb) AS given (station integer, assignment uuid, stage smallint)`;

const addEvent = `
  INSERT INTO plant_rollout_events (rollout, at, kind, station, detail, decided_by)
  VALUES ($1, (extract(epoch FROM now()) * 1000)::bigint, $2, $3, $4, $5)`;

/** A station answers for itself alone; the first activation counts. */
const setOutcome = `
  WITH answered AS (
    UPDATE plant_rollout_stations
    SET outcome = $3, detail = $4,
      activated_at = CASE WHEN $3 = 'activated' THEN coalesce(activated_at, $5::bigint) ELSE activated_at END
    WHERE assignment = $1 AND station = $2 AND (outcome IS DISTINCT FROM $3 OR detail <> $4)
    RETURNING rollout, station
  )
  INSERT INTO plant_rollout_events (rollout, at, kind, station, detail)
  SELECT rollout, $5::bigint, $3, station, $4 FROM answered`;

const stationsOf = `
  SELECT station, assignment, stage, assigned, outcome, detail,
    coalesce((
      SELECT sum(parts) FROM plant_counts
      WHERE quarter >= activated_at / $4::bigint AND plant_counts.station = plant_rollout_stations.station
        AND model = (SELECT id FROM plant_models WHERE model = $2)
        AND product = ANY ($3::integer[])
    ), 0)::bigint AS parts,
    (
      SELECT count(*) FROM plant_entries
      CROSS JOIN LATERAL (
        SELECT decision FROM plant_decisions
        WHERE plant_decisions.station = plant_entries.station AND plant_decisions.entry = plant_entries.entry
        ORDER BY ${lastDecisionFirst} LIMIT 1
      ) AS last
      WHERE plant_entries.station = plant_rollout_stations.station AND captured_at >= activated_at
        AND product = ANY ($3::integer[])
        AND verdict = $5 AND last.decision = 'good'
    ) AS "falseRejects"
  FROM plant_rollout_stations WHERE rollout = $1 ORDER BY stage, station`;
