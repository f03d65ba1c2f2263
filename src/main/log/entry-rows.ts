import { z } from 'zod';
import { decisionSchema, loggedVerdictSchema } from '../../shared/contract/log.ts';
import type { LogEntry, LogEntryDetail } from '../../shared/contract/log.ts';
import { sourceSchema } from '../../shared/domain/source-kinds.ts';
import { jsonColumn } from '../database/rows.ts';
import type { LoggedFiles } from './files.ts';

/** Columns of the list, for `FROM log_entries e JOIN products p`. */
export const listColumns = `e.id, e.product_id AS productId, p.name AS productName, e.session_id AS sessionId,
  e.model_id AS modelId, e.captured_at AS capturedAt, e.name, e.verdict, e.score, e.frames, e.decision, e.cause`;

/** Further columns of one entry, for sessions `s` and models `m`. */
export const detailColumns = `e.regions, e.largest_region AS largestRegion, e.frame_number AS frameNumber, e.thresholds_id AS thresholdsId, e.provider,
  e.capture_ms AS captureMs, e.queue_ms AS queueMs, e.run_ms AS runMs, e.post_ms AS postMs,
  e.picture_path AS picturePath, e.picture_sha256 AS pictureSha256, e.picture_bytes AS pictureBytes,
  e.picture_width AS pictureWidth, e.picture_height AS pictureHeight,
  e.map_path AS mapPath, e.map_sha256 AS mapSha256, e.map_bytes AS mapBytes,
  e.map_width AS mapWidth, e.map_height AS mapHeight,
  s.source, m.family, m.preset, m.created_at AS modelCreatedAt, m.graph_sha256 AS graphSha256`;

const listRow = z.object({
  id: z.number(),
  productId: z.string(),
  productName: z.string(),
  sessionId: z.string(),
  modelId: z.string(),
  capturedAt: z.number(),
  name: z.string().nullable(),
  verdict: loggedVerdictSchema,
  score: z.number(),
  frames: z.number(),
  decision: decisionSchema.nullable(),
  cause: z.string().nullable(),
});
export const listRowSchema: z.ZodType<LogEntry> = listRow;

/** An entry of the log with its files; its limits and decisions are asked for by id. */
export interface EntryRecord {
  readonly entry: LogEntry;
  readonly thresholdsId: number;
  readonly files: LoggedFiles;
  readonly explained: Pick<
    LogEntryDetail,
    'regions' | 'frameNumber' | 'source' | 'timings' | 'provider' | 'model'
  >;
}

export const entryRowSchema = listRow
  .extend({
    regions: z.number().nullable(),
    largestRegion: z.number().nullable(),
    frameNumber: z.number(),
    thresholdsId: z.number(),
    provider: z.string(),
    captureMs: z.number(),
    queueMs: z.number(),
    runMs: z.number(),
    postMs: z.number(),
    picturePath: z.string(),
    pictureSha256: z.string(),
    pictureBytes: z.number(),
    pictureWidth: z.number(),
    pictureHeight: z.number(),
    mapPath: z.string(),
    mapSha256: z.string(),
    mapBytes: z.number(),
    mapWidth: z.number(),
    mapHeight: z.number(),
    source: jsonColumn(sourceSchema),
    family: z.string(),
    preset: z.string(),
    modelCreatedAt: z.number(),
    graphSha256: z.string(),
  })
  .transform((row): EntryRecord => ({
    entry: listRow.parse(row),
    thresholdsId: row.thresholdsId,
    files: {
      picture: {
        path: row.picturePath,
        sha256: row.pictureSha256,
        bytes: row.pictureBytes,
        width: row.pictureWidth,
        height: row.pictureHeight,
      },
      map: {
        path: row.mapPath,
        sha256: row.mapSha256,
        bytes: row.mapBytes,
        width: row.mapWidth,
        height: row.mapHeight,
      },
    },
    explained: {
      regions:
        row.regions === null || row.largestRegion === null
          ? null
          : { count: row.regions, largest: row.largestRegion },
      frameNumber: row.frameNumber,
      source: row.source,
      timings: { capture: row.captureMs, queue: row.queueMs, run: row.runMs, post: row.postMs },
      provider: row.provider,
      model: {
        family: row.family,
        preset: row.preset,
        createdAt: row.modelCreatedAt,
        graphSha256: row.graphSha256,
      },
    },
  }));
