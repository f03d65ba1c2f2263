import { outcomes } from '../../../shared/domain/outcome.ts';
import type { PlantEntry, PlantStationDecision } from '../../../shared/plant/entry.ts';
import type { PlantPart } from '../../../shared/plant/part.ts';
import type { StationState } from '../../../shared/plant/state.ts';
import { ensureHeld } from './hold-log.ts';
import type { PlantDatabase, Statements } from './plant-database.ts';
import { entriesSubject, partsSubject } from '../../../shared/plant/subjects.ts';
import { quarterMs } from '../../../shared/domain/time-buckets.ts';
import { settleEntries } from './settle-entries-repository.ts';

/** A held message, which counts nowhere, with the reason. */
export interface RefusedMessage {
  readonly stream: string;
  readonly sequence: number;
  readonly subject: string;
  readonly reason: string;
}

/** The server's message in which something arrived. */
export interface Arrival {
  readonly stream: string;
  readonly sequence: number;
}

/** The rows of a batch of messages. */
export interface Batch {
  readonly parts: readonly (PlantPart & Arrival)[];
  readonly entries: readonly (PlantEntry & Arrival)[];
  readonly decisions: readonly (PlantStationDecision & Arrival)[];
  readonly refused: readonly RefusedMessage[];
}

/**
 * Writes the stations' messages to the log. A repeated message changes nothing, so each counts once. A message with the number of
 * another part or entry is held.
 */
export interface IngestRepository {
  /**
   * Adds a batch's parts, entries and decisions with their counts, all or nothing.
   *
   * @throws StationError CONFLICT if another host has taken the log
   */
  add(batch: Batch): Promise<void>;
  /** Sets a station's state; changes are kept as a history. */
  setState(state: StationState, heardAt: number): Promise<void>;
}

/** @param holder the id that `holdLog` returned */
export function createIngestRepository(database: PlantDatabase, holder: string): IngestRepository {
  return {
    add: ({ parts, entries, decisions, refused }) =>
      database.transaction(async (on) => {
        await ensureHeld(on, holder);
        await name(on, 'plant_products', 'name', [
          ...parts.map(({ product }) => product.name),
          ...entries.map(({ product }) => product.name),
        ]);
        await name(
          on,
          'plant_models',
          'model',
          parts.map(({ model }) => model.graphSha256),
        );
        const [ofParts, ofEntries] = [parts.map(partRow), entries.map(entryRow)];
        const ofDecisions = decisions.map(decisionRow);
        await addRows(on, addParts, ofParts);
        await addRows(on, holdOthers('plant_parts', 'number'), ofParts);
        await addRows(on, addEntries, ofEntries);
        await addRows(on, holdOthers('plant_entries', 'entry'), ofEntries);
        await addRows(on, addDecisions, ofDecisions);
        await addRows(on, holdOthers('plant_entries', 'entry'), ofDecisions);
        await addRows(on, settleEntries, decisions);
        await addRows(on, addRefusals, refused);
      }),
    setState: (state, heardAt) =>
      database.transaction(async (on) => {
        const { station } = state;
        await on.query(addState, [station, heardAt, JSON.stringify(state)]);
        await on.query(setStation, [station, state.name, heardAt, JSON.stringify(state)]);
      }),
  };
}

/** Gives new names a number. */
async function name(
  on: Statements,
  table: 'plant_products' | 'plant_models',
  column: string,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  await on.query(
    `INSERT INTO ${table} (${column})
     SELECT given.name FROM jsonb_array_elements_text($1::jsonb) AS given (name)
     WHERE NOT EXISTS (SELECT 1 FROM ${table} WHERE ${column} = given.name)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify([...new Set(names)])],
  );
}

async function addRows(on: Statements, sql: string, rows: readonly unknown[]): Promise<void> {
  if (rows.length > 0) await on.query(sql, [JSON.stringify(rows)]);
}

function partRow(part: PlantPart & Arrival) {
  const { station, part: number, lane, capturedAt, verdict, stream, sequence } = part;
  return {
    stream,
    sequence,
    subject: partsSubject(station),
    station,
    number,
    lane,
    captured_at: capturedAt,
    verdict: outcomes.indexOf(verdict),
    product: part.product.name,
    model: part.model.graphSha256,
    name: part.name,
    score: 'score' in part ? part.score : null,
    reason: 'reason' in part ? part.reason : null,
  };
}

function entryRow({
  station,
  entry,
  part,
  capturedAt,
  verdict,
  score,
  product,
  name,
  thumbnail,
  stream,
  sequence,
}: PlantEntry & Arrival) {
  return {
    stream,
    sequence,
    subject: entriesSubject(station),
    station,
    entry,
    part,
    captured_at: capturedAt,
    score,
    product: product.name,
    name,
    verdict: outcomes.indexOf(verdict),
    thumbnail: thumbnail?.data ?? null,
    thumbnail_type: thumbnail?.type ?? null,
  };
}

function decisionRow(given: PlantStationDecision & Arrival) {
  const { station, entry, decision, cause, note, decidedBy, decidedAt, stream, sequence } = given;
  return {
    stream,
    sequence,
    subject: entriesSubject(station),
    station,
    entry,
    decision,
    cause,
    note,
    decided_by: decidedBy,
    decided_at: decidedAt,
    station_row: given.decisionRow,
    captured_at: given.capturedAt ?? null,
  };
}

const addParts = `
  WITH given AS (
    SELECT part.*, plant_products.id AS product_id, plant_models.id AS model_id
    FROM jsonb_to_recordset($1::jsonb) AS part (station integer, number bigint, lane smallint, captured_at bigint,
      verdict smallint, product text, model text, name text, score double precision, reason text)
    JOIN plant_products ON plant_products.name = part.product
    JOIN plant_models ON plant_models.model = part.model
  ), added AS (
    INSERT INTO plant_parts (station, number, captured_at, lane, product, model, verdict, score, reason, name)
    SELECT station, number, captured_at, lane, product_id, model_id, verdict, score, reason, name
    FROM given ORDER BY station, number
    ON CONFLICT DO NOTHING
    RETURNING station, captured_at, product, model, verdict, score
  ), quarters AS (
    INSERT INTO plant_quarters (quarter, product, verdict, parts)
    SELECT captured_at / ${quarterMs}, product, verdict, count(*) FROM added GROUP BY 1, 2, 3
    ON CONFLICT (quarter, product, verdict) DO UPDATE SET parts = plant_quarters.parts + excluded.parts
  ), days AS (
    INSERT INTO plant_days (day, station, product, verdict, parts)
    SELECT captured_at / 86400000, station, product, verdict, count(*) FROM added GROUP BY 1, 2, 3, 4
    ON CONFLICT (day, station, product, verdict) DO UPDATE SET parts = plant_days.parts + excluded.parts
  )
  INSERT INTO plant_counts (quarter, station, product, model, verdict, parts, score_sum, score_squares, last_at)
  SELECT captured_at / ${quarterMs}, station, product, model, verdict,
    count(*), coalesce(sum(score), 0), coalesce(sum(score * score), 0), max(captured_at)
  FROM added GROUP BY 1, 2, 3, 4, 5
  ON CONFLICT (quarter, station, product, model, verdict) DO UPDATE SET
    parts = plant_counts.parts + excluded.parts,
    score_sum = plant_counts.score_sum + excluded.score_sum,
    score_squares = plant_counts.score_squares + excluded.score_squares,
    last_at = greatest(plant_counts.last_at, excluded.last_at)`;

const addEntries = `
  WITH added AS (
    INSERT INTO plant_entries (station, entry, part, captured_at, product, verdict, score, name, thumbnail_type,
      thumbnail)
    SELECT given.station, entry, part, captured_at, plant_products.id, verdict, score, given.name, thumbnail_type,
      decode(thumbnail, 'base64')
    FROM jsonb_to_recordset($1::jsonb) AS given (station integer, entry bigint, part bigint, captured_at bigint,
      product text, verdict smallint, score double precision, name text, thumbnail_type text, thumbnail text)
    JOIN plant_products ON plant_products.name = given.product
    ON CONFLICT DO NOTHING
    RETURNING station, entry, captured_at
  )
  INSERT INTO plant_open_entries (captured_at, station, entry)
  SELECT captured_at, station, entry FROM added`;

/** Adds decisions. A decision of the plant that comes back from its station gets the number of its row there. */
const addDecisions = `
  INSERT INTO plant_decisions (message, station, entry, decision, cause, note, decided_by, decided_at, at_plant,
    station_row)
  SELECT DISTINCT ON (station, entry, decided_at, decided_by) gen_random_uuid(), station, entry, decision, cause, note,
    decided_by, decided_at, false, station_row
  FROM jsonb_to_recordset($1::jsonb) AS given (station integer, entry bigint, decision text, cause text, note text,
    decided_by text, decided_at bigint, station_row bigint, captured_at bigint)
  WHERE NOT EXISTS (SELECT 1 FROM plant_entries WHERE plant_entries.station = given.station
    AND plant_entries.entry = given.entry AND plant_entries.captured_at <> given.captured_at)
  ORDER BY station, entry, decided_at, decided_by, station_row
  ON CONFLICT (station, entry, decided_at, decided_by) DO UPDATE SET station_row = excluded.station_row`;

/** Holds messages, and counts those that were not held before. @param insert into `plant_refusals` */
const holding = (insert: string): string => `
  WITH added AS (${insert} ON CONFLICT DO NOTHING RETURNING 1), counted AS (SELECT count(*) AS messages FROM added)
  UPDATE plant_held SET messages = plant_held.messages + counted.messages FROM counted WHERE counted.messages > 0`;

/** Holds messages with the number of a part or entry that the log has with another time. */
const holdOthers = (table: 'plant_parts' | 'plant_entries', column: 'number' | 'entry'): string =>
  holding(`
  INSERT INTO plant_refusals (stream, sequence, subject, reason, refused_at)
  SELECT stream, sequence, subject,
    'Number ' || given.${column} || ' is in the log, of another time: the station gives its numbers again. ' ||
      'Invite it anew where it was restored from a backup.',
    (extract(epoch FROM now()) * 1000)::bigint
  FROM jsonb_to_recordset($1::jsonb) AS given (stream text, sequence bigint, subject text, station integer,
    ${column} bigint, captured_at bigint)
  JOIN ${table} ON ${table}.station = given.station AND ${table}.${column} = given.${column}
  WHERE ${table}.captured_at <> given.captured_at`);

const addRefusals = holding(`
  INSERT INTO plant_refusals (stream, sequence, subject, reason, refused_at)
  SELECT stream, sequence, subject, reason, (extract(epoch FROM now()) * 1000)::bigint
  FROM jsonb_to_recordset($1::jsonb) AS given (stream text, sequence bigint, subject text, reason text)`);

/** Adds a state; a heartbeat without any change adds no row. */
const addState = `
  INSERT INTO plant_states (station, at, state)
  SELECT $1, $2, $3::jsonb
  WHERE NOT EXISTS (
    SELECT 1 FROM plant_stations WHERE station = $1
      AND state - '{at,waiting,freeBytes}'::text[] = $3::jsonb - '{at,waiting,freeBytes}'::text[])
  ON CONFLICT DO NOTHING`;

const setStation = `
  INSERT INTO plant_stations (station, name, heard_at, state) VALUES ($1, $2, $3, $4::jsonb)
  ON CONFLICT (station) DO UPDATE SET name = excluded.name, heard_at = excluded.heard_at, state = excluded.state`;
