import { z } from 'zod';
import { decisionSchema, loggedVerdictSchema } from '../../shared/contract/log.ts';
import type { LogEntry, LogEntryDetail } from '../../shared/contract/log.ts';
import { sourceSchema } from '../../shared/contract/inspection.ts';
import { jsonColumn } from '../database/rows.ts';
import type { LoggedFiles } from './files.ts';

/** Columns of the list, for `FROM defects d JOIN products p`. */
export const listColumns = `d.id, d.product_id AS productId, p.name AS productName, d.session_id AS sessionId,
  d.model_id AS modelId, d.captured_at AS capturedAt, d.name, d.verdict, d.score, d.frames, d.decision, d.cause`;

/** Further columns of one entry, for sessions `s` and models `m`. */
export const detailColumns = `d.regions, d.largest_region AS largestRegion, d.frame_number AS frameNumber, d.thresholds_id AS thresholdsId, d.provider,
  d.capture_ms AS captureMs, d.queue_ms AS queueMs, d.run_ms AS runMs, d.post_ms AS postMs,
  d.picture_path AS picturePath, d.picture_sha256 AS pictureSha256, d.picture_bytes AS pictureBytes,
  d.picture_width AS pictureWidth, d.picture_height AS pictureHeight,
  d.map_path AS mapPath, d.map_sha256 AS mapSha256, d.map_bytes AS mapBytes,
  d.map_width AS mapWidth, d.map_height AS mapHeight,
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
