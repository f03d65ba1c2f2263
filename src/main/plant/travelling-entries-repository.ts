import { z } from 'zod';
import { decisionSchema, loggedOutcomeSchema } from '../../shared/contract/log.ts';
import { keysOf } from '../../shared/domain/keys.ts';
import { notInspectedReasonSchema } from '../../shared/domain/not-inspected.ts';
import { plantEntrySchema, plantStationDecisionSchema, type PlantEntry } from '../../shared/plant/entry.ts';
import { longestPartName } from '../../shared/plant/fields.ts';
import { largestThumbnail } from '../../shared/plant/limits.ts';
import { decisionId, entriesSubject, entryId } from '../../shared/plant/subjects.ts';
import { readAsJsonIfThere } from '../database/columns.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, jsonColumn } from '../database/rows.ts';
import { loggedFileSchema, type LoggedFile } from '../log/files.ts';
import type { TravellingTable } from './travelling-rows.ts';

const [firstField = 'path', ...otherFields] = keysOf(loggedFileSchema.shape);

const entryRow = z.object({
  id: z.number(),
  part: z.number().nullable(),
  name: z.string().nullable(),
  capturedAt: z.number(),
  lane: z.number(),
  laneName: z.string(),
  productId: z.string(),
  productName: z.string(),
  modelId: z.string(),
  graphSha256: z.string(),
  verdict: loggedOutcomeSchema.exclude(['good']),
  score: z.number().nullable(),
  reason: notInspectedReasonSchema.nullable(),
  picture: jsonColumn(loggedFileSchema).nullable(),
});
/** The condition on decisions `d` that leaves out kept good parts, which are not sent, and neither are their decisions. */
const ofTravelling = "(SELECT e.verdict FROM log_entries e WHERE e.id = d.entry_id) <> 'good'";

const decisionRow = z.object({
  id: z.number(),
  entry: z.number(),
  capturedAt: z.number(),
  decision: decisionSchema.nullable(),
  cause: z.string().nullable(),
  note: z.string(),
  decidedBy: z.string(),
  decidedAt: z.number(),
});

export interface EntryTablesParts {
  readonly database: StationDatabase;
  readonly station: number;
  /** Makes a small JPEG of a logged picture; null if the station sends no pictures. */
  readonly thumbnail: (picture: LoggedFile) => Promise<Uint8Array | null>;
}

/**
 * The tables of entries and decisions to be sent, over a read-only connection. Kept good parts are not sent.
 */
export function createEntryTables({ database, station, thumbnail }: EntryTablesParts): TravellingTable[] {
  const picture = readAsJsonIfThere('e', [firstField, ...otherFields], 'picture_', 'picture');
  const entriesAfter = database.prepare(
    `SELECT e.id, e.part_number AS part, e.name, e.captured_at AS capturedAt, e.lane, e.lane_name AS laneName,
       p.id AS productId, p.name AS productName, m.id AS modelId, m.graph_sha256 AS graphSha256,
       e.verdict, e.score, e.reason,
       ${picture}
     FROM log_entries e JOIN products p ON p.id = e.product_id JOIN models m ON m.id = e.model_id
     WHERE e.id > ? AND e.verdict <> 'good' ORDER BY e.id LIMIT ?`,
  );
  const decisionsAfter = database.prepare(
    `SELECT id, entry_id AS entry, (SELECT e.captured_at FROM log_entries e WHERE e.id = d.entry_id) AS capturedAt,
       decision, cause, note, decided_by AS decidedBy, decided_at AS decidedAt
     FROM decisions d WHERE id > ? AND ${ofTravelling} ORDER BY id LIMIT ?`,
  );
  const newestEntry = database.prepare(
    `SELECT coalesce((SELECT id FROM log_entries WHERE verdict <> 'good' ORDER BY id DESC LIMIT 1), 0)`,
  );
  const newestDecision = database.prepare(
    `SELECT coalesce((SELECT id FROM decisions d WHERE ${ofTravelling} ORDER BY id DESC LIMIT 1), 0)`,
  );

  async function smallPicture(logged: LoggedFile | null): Promise<PlantEntry['thumbnail']> {
    // The entry is sent without its picture if that is damaged or was removed.
    const bytes = logged && (await thumbnail(logged).catch(() => null));
    if (!bytes || bytes.length > largestThumbnail) return null;
    return { type: 'image/jpeg', data: Buffer.from(bytes).toString('base64') };
  }

  async function entryBody(row: z.infer<typeof entryRow>): Promise<PlantEntry> {
    const { id, productId, productName, modelId, graphSha256, picture: logged, name, ...told } = row;
    return plantEntrySchema.parse({
      format: 1,
      station,
      kind: 'entry',
      entry: id,
      ...told,
      name: name?.slice(0, longestPartName) ?? null,
      product: { id: productId, name: productName },
      model: { id: modelId, graphSha256 },
      pictureSha256: logged?.sha256 ?? null,
      thumbnail: await smallPicture(logged),
    } satisfies PlantEntry);
  }

  const subject = entriesSubject(station);
  return [
    {
      name: 'entries',
      after: (id, limit) =>
        allRows(entryRow, entriesAfter, id, limit).map((row) => ({
          id: row.id,
          at: row.capturedAt,
          async message() {
            const body = await entryBody(row);
            return { subject, id: entryId(body), body };
          },
        })),
      newest: () => countOf(newestEntry),
    },
    {
      name: 'decisions',
      after: (id, limit) =>
        allRows(decisionRow, decisionsAfter, id, limit).map(({ id: row, ...told }) => {
          const body = { format: 1, station, kind: 'decision', decisionRow: row, ...told } as const;
          return {
            id: row,
            at: told.decidedAt,
            behind: { table: 'entries', id: told.entry },
            message: () => ({ subject, id: decisionId(body), body: plantStationDecisionSchema.parse(body) }),
          };
        }),
      newest: () => countOf(newestDecision),
    },
  ];
}
