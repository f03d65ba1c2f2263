import { z } from 'zod';
import { laneNumberSchema } from '../domain/lanes.ts';
import { poseSchema } from '../domain/pose.ts';
import { errorCodes } from '../domain/station-error.ts';
import { count, instant, rowId, uuid } from './base.ts';
import { countsSchema, sessionSchema } from './inspection.ts';
import { judgedPartSchema, uninspectedPartSchema } from './part-result.ts';
import { groupedPartSchema } from './part-views.ts';

/**
 * The live channel carries frames to the station, and verdicts and maps back. It is separate from the
 * procedures because pictures are bytes. A message is one binary block: the header's length (uint32,
 * little-endian), the header (JSON, UTF-8), then the bytes whose lengths the header gives.
 */

/** A day, so that a frame is accepted from a machine that slept during its capture. */
const longestCaptureMs = 86_400_000;
/** About a year of dropped frames at 30 frames a second; sums stay exact. */
const mostDropped = 1e9;

/** One frame from the window's camera; the bytes are its pixels `[H, W, channels]`, uint8. */
export const liveFrameSchema = z.object({
  kind: z.literal('frame'),
  sessionId: uuid,
  /** Counts up within the session; gaps are frames that the window dropped. */
  number: count,
  /** Milliseconds from the camera's picture to its pixels. */
  captureMs: z.number().nonnegative().max(longestCaptureMs),
  /** Frames that the window replaced by newer ones since its last message. */
  droppedBefore: count.max(mostDropped),
  width: z.number().int().min(1).max(16384),
  height: z.number().int().min(1).max(16384),
  channels: z.union([z.literal(3), z.literal(4)]),
});
export type LiveFrame = z.infer<typeof liveFrameSchema>;

/** Most frames that a window has under way: one is inspected while the next travels. */
export const mostFramesUnderWay = 2;

/** What a window learns about a frame besides its outcome. */
const toldSchema = z.object({
  /**
   * The log entry that shows the frame; null: the part is good and not kept, or the log has not stored it
   * yet.
   */
  entryId: rowId.nullable(),
  counts: countsSchema,
  /** Size of the JPEG that follows the map (if any); null: the window has the picture itself. */
  picture: z
    .object({
      width: z.number().int().positive(),
      height: z.number().int().positive(),
      bytes: z.number().int().positive(),
    })
    .nullable(),
});

/** The verdict on one frame. The bytes are the map, then the picture if the station took it. */
export const liveResultSchema = judgedPartSchema.extend(toldSchema.shape).extend({
  kind: z.literal('result'),
  /** Anomaly map, float32 little-endian `[height, width]` row-major. */
  map: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }),
  /** Where the part lay; absent if the model does not align parts. */
  pose: poseSchema.optional(),
});
export type LiveResult = z.infer<typeof liveResultSchema>;

/** A frame that could not be inspected, with the reason. The bytes are the picture if the station took it. */
export const liveUninspectedSchema = uninspectedPartSchema.extend(toldSchema.shape).extend({
  kind: z.literal('uninspected'),
});
export type LiveUninspected = z.infer<typeof liveUninspectedSchema>;

/** The outcome of one frame. */
export type LiveOutcome = LiveResult | LiveUninspected;

/** The current session of a lane, sent on connecting and after each change. */
export const liveSessionSchema = z.object({
  kind: z.literal('session'),
  lane: laneNumberSchema,
  session: sessionSchema.nullable(),
});

/** A troubled source or an unreadable message; it concerns no part. The station continues. */
export const liveProblemSchema = z.object({
  kind: z.literal('problem'),
  /** Null: the problem concerns no lane in particular. */
  lane: laneNumberSchema.nullable(),
  code: z.enum(errorCodes),
  message: z.string(),
});
export type LiveProblem = z.infer<typeof liveProblemSchema>;

/** A frame that the trigger did not make a part. Only the window that sent the frame gets this message. */
export const livePassedOverSchema = z.object({
  kind: z.literal('passed-over'),
  sessionId: uuid,
  frameNumber: count,
});

/** A sign of life every half second. A window that misses it must stop showing verdicts. */
export const liveBeatSchema = z.object({
  kind: z.literal('beat'),
  /** The station's clock. */
  at: instant,
});
export const beatEveryMs = 500;

/** A part seen by a group of lanes, sent once its verdict is known. */
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
 * Splits a block into header and bytes; does not validate the header.
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
