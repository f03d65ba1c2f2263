import { z } from 'zod';
import { laneNumberSchema } from '../domain/lanes.ts';
import { poseSchema } from '../domain/pose.ts';
import { errorCodes } from '../domain/station-error.ts';
import { count, instant, rowId, uuid } from './base.ts';
import { countsSchema, sessionSchema } from './inspection.ts';
import { judgedPartSchema, uninspectedPartSchema } from './part-result.ts';
import { groupedPartSchema } from './part-views.ts';

/**
 * The live channel: frames to the station, verdicts and maps back, beside the procedures because pictures are
 * bytes. A message is one binary block: the header's length (uint32, little-endian), the header (JSON, UTF-8),
 * then the bytes whose lengths the header gives.
 */

/** A machine that slept in between wakes within a day. */
const longestCaptureMs = 86_400_000;
/** A year of a camera of 30 frames a second; counts stay exact. */
const mostDropped = 1e9;

/** One frame from the window's camera; the bytes are its pixels `[H, W, channels]`, uint8. */
export const liveFrameSchema = z.object({
  kind: z.literal('frame'),
  sessionId: uuid,
  /** Counts up within the session, gaps allowed: what the window itself dropped. */
  number: count,
  /** Milliseconds from the camera's picture to pixels. */
  captureMs: z.number().nonnegative().max(longestCaptureMs),
  /** Frames that the window replaced by a newer one since the last message. */
  droppedBefore: count.max(mostDropped),
  width: z.number().int().min(1).max(16384),
  height: z.number().int().min(1).max(16384),
  channels: z.union([z.literal(3), z.literal(4)]),
});
export type LiveFrame = z.infer<typeof liveFrameSchema>;

/** Frames that a window has under way at most: while one is inspected, the next is on its way. */
export const mostFramesUnderWay = 2;

/** What a window is told of a frame beside its outcome. */
const toldSchema = z.object({
  /** The entry of the log that shows this frame; null for a good one that is not kept, and while the log has not taken it. */
  entryId: rowId.nullable(),
  counts: countsSchema,
  /** JPEG bytes, after the map if there is one, when the picture comes from the station's side. */
  picture: z
    .object({
      width: z.number().int().positive(),
      height: z.number().int().positive(),
      bytes: z.number().int().positive(),
    })
    .nullable(),
});

/** The verdict on one frame; the bytes are the map, then the picture if the station took it. */
export const liveResultSchema = judgedPartSchema.extend(toldSchema.shape).extend({
  kind: z.literal('result'),
  /** Anomaly map, float32 little-endian `[height, width]` row-major. */
  map: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }),
  /** Where the part lay; left out where the model brings none into place. */
  pose: poseSchema.optional(),
});
export type LiveResult = z.infer<typeof liveResultSchema>;

/** A frame that could not be inspected, with the reason; the bytes are the picture if the station took it. */
export const liveUninspectedSchema = uninspectedPartSchema.extend(toldSchema.shape).extend({
  kind: z.literal('uninspected'),
});
export type LiveUninspected = z.infer<typeof liveUninspectedSchema>;

/** What became of one frame. */
export type LiveOutcome = LiveResult | LiveUninspected;

/** The session of a lane as it stands now: sent on connecting and whenever it changes. */
export const liveSessionSchema = z.object({
  kind: z.literal('session'),
  lane: laneNumberSchema,
  session: sessionSchema.nullable(),
});

/** A source that is in trouble, or a message that could not be read; the station goes on. It is about no part. */
export const liveProblemSchema = z.object({
  kind: z.literal('problem'),
  /** Null: it is about none of them alone. */
  lane: laneNumberSchema.nullable(),
  code: z.enum(errorCodes),
  message: z.string(),
});
export type LiveProblem = z.infer<typeof liveProblemSchema>;

/** A frame that its trigger made no part of: nothing is said of it. Only the window that sent it is told. */
export const livePassedOverSchema = z.object({
  kind: z.literal('passed-over'),
  sessionId: uuid,
  frameNumber: count,
});

/** A sign of life, every half second: what does not hear it any more must show no verdict. */
export const liveBeatSchema = z.object({
  kind: z.literal('beat'),
  /** The station's clock. */
  at: instant,
});
export const beatEveryMs = 500;

/** A part that a group of lanes looked at, once its verdict is known. */
export const liveGroupedPartSchema = groupedPartSchema.extend({ kind: z.literal('part') });
export type LiveGroupedPart = z.infer<typeof liveGroupedPartSchema>;

export const toStationSchema = liveFrameSchema;
export const toWindowSchema = z.discriminatedUnion('kind', [
  liveResultSchema,
  liveUninspectedSchema,
  liveSessionSchema,
  liveProblemSchema,
  liveGroupedPartSchema,
  livePassedOverSchema,
  liveBeatSchema,
]);
export type ToWindow = z.infer<typeof toWindowSchema>;

/** Packs a header and its bytes into one block. */
export function packLive(
  header: LiveFrame | ToWindow,
  ...parts: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(header));
  // The bytes start at a multiple of 4, so that a float32 map can be read in place.
  const start = 4 + Math.ceil(text.length / 4) * 4;
  const block = new Uint8Array(parts.reduce((sum, part) => sum + part.length, start));
  new DataView(block.buffer).setUint32(0, text.length, true);
  block.set(text, 4);
  let offset = start;
  for (const part of parts) {
    block.set(part, offset);
    offset += part.length;
  }
  return block;
}

/**
 * Takes a block apart; the header is not yet validated.
 *
 * @throws RangeError or SyntaxError on a block that is cut short or holds no JSON
 */
export function unpackLive(block: Uint8Array): { header: unknown; body: Uint8Array } {
  if (block.length < 4) throw new RangeError('A live message is shorter than its own header');
  const length = new DataView(block.buffer, block.byteOffset, block.byteLength).getUint32(0, true);
  const start = 4 + Math.ceil(length / 4) * 4;
  if (start > block.length) throw new RangeError('A live message is cut short');
  const header: unknown = JSON.parse(new TextDecoder().decode(block.subarray(4, 4 + length)));
  return { header, body: block.subarray(start) };
}
