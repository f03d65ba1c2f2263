import { z } from 'zod';
import { loggedPartSchema, type LoggedPart } from '../../shared/contract/api.ts';
import { partViewSchema } from '../../shared/contract/part-views.ts';
import { worstOutcome } from '../../shared/domain/worst-outcome.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';

/** A lane's log of a part. */
const seenRow = z.object({
  ...loggedPartSchema.omit({ views: true, verdict: true }).shape,
  ...partViewSchema.shape,
  product: z.string(),
});
/** A view of a part whose outcome a group has concluded. */
const viewRow = z.object({
  ...partViewSchema.shape,
  partNumber: z.number(),
  groupName: z.string(),
  capturedAt: z.number(),
});
const numberRow = z.object({ number: z.number() });

export type LoggedPartsRepository = ReturnType<typeof createLoggedPartsRepository>;

/** Makes the repository of logged parts by number, including good parts. Frames of free-running cameras have no number. */
export function createLoggedPartsRepository(database: StationDatabase) {
  const from = { judged: 'FROM inspections i', uninspected: 'FROM uninspected_parts i' };
  const alone = Object.values(from).map(
    (rows) => `SELECT * FROM (SELECT i.part_number AS number ${rows} JOIN sessions s ON s.id = i.session_id
      WHERE i.part_number > @after AND s.group_name IS NULL ORDER BY i.part_number LIMIT @limit)`,
  );
  // A group's part exists once the group has concluded it, not while only views are logged.
  const numbers = database.prepare(
    `${alone.join(' UNION ')}
     UNION SELECT * FROM (SELECT number FROM parts WHERE number > @after ORDER BY number LIMIT @limit)
     ORDER BY 1 LIMIT @limit`,
  );
  const seen = (rows: string, outcome: string): string => `
    SELECT i.part_number AS partNumber, s.group_name AS groupName, i.captured_at AS capturedAt, i.name, s.lane,
      s.lane_name AS laneName, p.name AS product, ${outcome}, i.entry_id AS entryId
    ${rows} JOIN sessions s ON s.id = i.session_id JOIN products p ON p.id = s.product_id
    WHERE i.part_number BETWEEN @first AND @last`;
  const seenByLanes = database.prepare(
    `${seen(from.judged, 'i.verdict, i.score, NULL AS reason')}
     UNION ALL ${seen(from.uninspected, "'not-inspected', NULL, i.reason")}
     ORDER BY partNumber, lane, capturedAt`,
  );
  const concluded = database.prepare(
    `SELECT p.number AS partNumber, p.group_name AS groupName, p.captured_at AS capturedAt, v.lane,
       v.lane_name AS laneName, v.verdict, v.score, v.reason, v.entry_id AS entryId
     FROM parts p JOIN part_views v ON v.part_number = p.number
     WHERE p.number BETWEEN @first AND @last ORDER BY p.number, v.lane`,
  );

  /** Returns the parts with these numbers, ascending. */
  function partsOf(wanted: readonly number[]): LoggedPart[] {
    const range = { first: wanted[0] ?? 0, last: wanted.at(-1) ?? 0 };
    const byLanes = Map.groupBy(allRows(seenRow, seenByLanes, range), ({ partNumber }) => partNumber);
    const byGroups = Map.groupBy(allRows(viewRow, concluded, range), ({ partNumber }) => partNumber);
    return wanted.flatMap((number) => {
      const lanes = byLanes.get(number) ?? [];
      const part = partOf(lanes, byGroups.get(number) ?? []);
      return part === null ? [] : [part];
    });
  }

  return {
    /** Returns the parts after a number, ascending. @param limit most parts to return */
    after: (number: number, limit: number): LoggedPart[] =>
      partsOf(allRows(numberRow, numbers, { after: number, limit }).map((row) => row.number)),
    /** Finds a part by its number; null if the log does not have it, or not yet. */
    find: (number: number): LoggedPart | null =>
      allRows(numberRow, numbers, { after: number - 1, limit: 1 })[0]?.number === number
        ? (partsOf([number])[0] ?? null)
        : null,
  };
}

type Seen = z.infer<typeof seenRow>;
type View = z.infer<typeof viewRow>;

/** @param views of a part concluded by a group; they lack a view that came too late */
function partOf(seen: readonly Seen[], views: readonly View[]): LoggedPart | null {
  const [first] = views.length > 0 ? views : seen;
  if (first === undefined) return null;
  const { partNumber, groupName, capturedAt } = first;
  const productOf = (view: View): string | null =>
    view.reason === 'missing' ? null : (seen.find(({ lane }) => lane === view.lane)?.product ?? null);
  const shown =
    views.length > 0
      ? views.map((view) => viewOf(view, productOf(view)))
      : seen.map((view) => viewOf(view, view.product));
  return {
    partNumber,
    groupName,
    capturedAt,
    name: seen.find(({ name }) => name !== null)?.name ?? null,
    verdict: worstOutcome(shown.map(({ verdict }) => verdict)),
    views: shown,
  };
}

function viewOf(
  { lane, laneName, verdict, score, reason, entryId }: z.infer<typeof partViewSchema>,
  product: string | null,
): LoggedPart['views'][number] {
  return { lane, laneName, product, verdict, score, reason, entryId };
}
