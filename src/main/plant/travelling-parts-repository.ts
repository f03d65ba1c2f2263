import { z } from 'zod';
import { partViewSchema } from '../../shared/contract/part-views.ts';
import { notInspectedReasonSchema } from '../../shared/domain/not-inspected.ts';
import { notInspected, outcomes } from '../../shared/domain/outcome.ts';
import { verdicts } from '../../shared/domain/verdict.ts';
import { longestPartName } from '../../shared/plant/fields.ts';
import { plantPartSchema, type PlantPart } from '../../shared/plant/part.ts';
import { partId, partsSubject } from '../../shared/plant/subjects.ts';
import { readColumns } from '../database/columns.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf } from '../database/rows.ts';
import { keysOf } from '../../shared/domain/keys.ts';
import type { TravellingMessage, TravellingRow, TravellingTable } from './travelling-rows.ts';

const placeRow = z.object({
  id: z.number(),
  /** Number of the part; null for a frame of a free-running camera, which is no part. */
  part: z.number().nullable(),
  name: z.string().nullable(),
  capturedAt: z.number(),
  entry: z.number().nullable(),
  lane: z.number(),
  laneName: z.string(),
  groupName: z.string().nullable(),
  productId: z.string(),
  productName: z.string(),
  modelId: z.string(),
  graphSha256: z.string(),
});
const judgedRow = placeRow.extend({
  verdict: z.enum(verdicts),
  score: z.number(),
  review: z.number(),
  defect: z.number(),
  regions: z.number().nullable(),
  largest: z.number().nullable(),
  milliseconds: z.number(),
});
const uninspectedRow = placeRow.extend({ reason: notInspectedReasonSchema, detail: z.string().nullable() });
const groupedRow = z.object({
  id: z.number(),
  part: z.number(),
  verdict: z.enum(outcomes),
  capturedAt: z.number(),
});

const place = `r.id, r.part_number AS part, r.name, r.captured_at AS capturedAt, r.entry_id AS entry,
  s.lane, s.lane_name AS laneName, s.group_name AS groupName,
  p.id AS productId, p.name AS productName, m.id AS modelId, m.graph_sha256 AS graphSha256`;
const joined = `JOIN sessions s ON s.id = r.session_id JOIN products p ON p.id = s.product_id
  JOIN models m ON m.id = s.model_id`;
const judged = `SELECT ${place}, r.verdict, r.score, t.review, t.defect, r.regions, r.largest_region AS largest,
  r.queue_ms + r.run_ms + r.post_ms AS milliseconds
  FROM inspections r ${joined} JOIN thresholds t ON t.id = r.thresholds_id`;
const uninspected = `SELECT ${place}, r.reason, r.detail FROM uninspected_parts r ${joined}`;
const after = 'WHERE r.id > ? ORDER BY r.id LIMIT ?';
const ofPart = 'WHERE r.part_number = ? ORDER BY s.lane';

type Place = z.infer<typeof placeRow>;
type Judged = z.infer<typeof judgedRow>;
type Uninspected = z.infer<typeof uninspectedRow>;
type Views = PlantPart['views'];

/** Returns the fields that all messages of parts have. */
function seenOf(station: number, part: number, row: Place, views: Views) {
  const format = 1 as const;
  return {
    format,
    station,
    part,
    views,
    lane: row.lane,
    laneName: row.laneName,
    groupName: row.groupName,
    name: row.name?.slice(0, longestPartName) ?? null,
    product: { id: row.productId, name: row.productName },
    model: { id: row.modelId, graphSha256: row.graphSha256 },
    capturedAt: row.capturedAt,
    entry: row.entry,
  };
}

function judgedPart(station: number, part: number, row: Judged, views: Views = []): PlantPart {
  const { verdict, score, review, defect, regions, largest, milliseconds } = row;
  return {
    ...seenOf(station, part, row, views),
    // The entry of a kept good part stays at the station.
    entry: verdict === 'good' ? null : row.entry,
    verdict,
    score,
    limits: { review, defect },
    milliseconds: Math.max(0, milliseconds),
    regions: regions === null || largest === null ? null : { count: regions, largest },
  };
}

function uninspectedPart(station: number, part: number, row: Uninspected, views: Views = []): PlantPart {
  const { reason, detail } = row;
  return { ...seenOf(station, part, row, views), verdict: notInspected, reason, detail };
}

/**
 * The tables of parts to be sent, over a read-only connection. A group part's views are sent with the part; frames that are no parts
 * are not sent.
 */
export function createPartTables(database: StationDatabase, station: number): TravellingTable[] {
  const judgedAfter = database.prepare(`${judged} ${after}`);
  const uninspectedAfter = database.prepare(`${uninspected} ${after}`);
  const judgedViews = database.prepare(`${judged} ${ofPart}`);
  const uninspectedViews = database.prepare(`${uninspected} ${ofPart}`);
  const groupedAfter = database.prepare(
    `SELECT g.id, p.number AS part, p.verdict, p.captured_at AS capturedAt
     FROM plant_grouped_parts g JOIN parts p ON p.number = g.part_number WHERE g.id > ? ORDER BY g.id LIMIT ?`,
  );
  const views = database.prepare(
    `SELECT ${readColumns('v', keysOf(partViewSchema.shape))} FROM part_views v WHERE part_number = ? ORDER BY lane`,
  );
  const newestOf = (table: string) => database.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`);
  const newest = {
    inspections: newestOf('inspections'),
    uninspected: newestOf('uninspected_parts'),
    grouped: newestOf('plant_grouped_parts'),
  };

  const messageOf = (body: PlantPart): TravellingMessage => ({
    subject: partsSubject(station),
    id: partId(body),
    body: plantPartSchema.parse(body),
  });

  function ownPart<Row extends Place>(
    tell: (station: number, part: number, row: Row) => PlantPart,
  ): (row: Row) => TravellingRow {
    return (row) => {
      const { id, part, capturedAt, groupName } = row;
      const isTold = part !== null && groupName === null;
      return { id, at: capturedAt, message: () => (isTold ? messageOf(tell(station, part, row)) : null) };
    };
  }

  /** Makes the message of a group's part from its deciding view; if a lane gave no view, the part was not inspected. */
  function groupedPart({ part, verdict }: z.infer<typeof groupedRow>): PlantPart | null {
    const seen = allRows(partViewSchema, views, part);
    const withVerdict = allRows(judgedRow, judgedViews, part);
    const without = allRows(uninspectedRow, uninspectedViews, part);
    const deciding = withVerdict.find((row) => row.verdict === verdict);
    if (deciding) return judgedPart(station, part, deciding, seen);
    const [first] = without;
    if (first) return uninspectedPart(station, part, first, seen);
    const [any] = withVerdict;
    if (!any) return null;
    const missing = seen.filter(({ reason }) => reason === 'missing').map(({ laneName }) => `“${laneName}”`);
    const detail = `No view of the part came from ${missing.join(', ')}.`;
    return uninspectedPart(station, part, { ...any, entry: null, reason: 'late', detail }, seen);
  }

  return [
    {
      name: 'inspections',
      after: (id, limit) => allRows(judgedRow, judgedAfter, id, limit).map(ownPart(judgedPart)),
      newest: () => countOf(newest.inspections),
    },
    {
      name: 'uninspected',
      after: (id, limit) =>
        allRows(uninspectedRow, uninspectedAfter, id, limit).map(ownPart(uninspectedPart)),
      newest: () => countOf(newest.uninspected),
    },
    {
      name: 'grouped',
      after: (id, limit) =>
        allRows(groupedRow, groupedAfter, id, limit).map((row) => ({
          id: row.id,
          at: row.capturedAt,
          message: () => {
            const body = groupedPart(row);
            return body && messageOf(body);
          },
        })),
      newest: () => countOf(newest.grouped),
    },
  ];
}
