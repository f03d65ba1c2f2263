import { z } from 'zod';
import { recordOf } from '../domain/keys.ts';
import { firstLane, laneNumberSchema, mostLanes } from '../domain/lanes.ts';
import { outcomes } from '../domain/outcome.ts';
import { limitsDriftSchema } from '../domain/limits-made-on.ts';
import { unlikeSchema } from '../domain/picture-traits.ts';
import { sourceSchema } from '../domain/source-kinds.ts';
import { serialSchema, triggerKindSchema } from '../domain/triggers.ts';
import { stationPath } from '../domain/station-path.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { fileSchema } from './datasets.ts';
import { partResultSchema } from './part-result.ts';

export const countsSchema = z.object({
  ...recordOf(outcomes, () => count),
  /** Live frames that a newer frame replaced before they were inspected. */
  dropped: count,
});
export type Counts = z.infer<typeof countsSchema>;

/** Why an inspection pauses, in a person's own words: “cleaning”, “waiting for material”. */
export const pauseReasonSchema = z
  .string()
  .trim()
  .min(1, 'A reason has at least one character')
  .max(200, 'A reason has at most 200 characters');

/** A reason that somebody gives now. Older reasons may have other characters and are shown unchanged. */
export const givenPauseReasonSchema = pauseReasonSchema.regex(
  visibleLine,
  'A reason is one line of visible characters',
);

/** A pause that has not ended. */
export const pauseSchema = z.object({
  /** Null: nobody has given a reason yet. */
  reason: pauseReasonSchema.nullable(),
  pausedBy: z.string(),
  pausedAt: instant,
});
export type Pause = z.infer<typeof pauseSchema>;

export const sessionSchema = z.object({
  id: uuid,
  productId: uuid,
  productName: z.string(),
  modelId: uuid,
  /** Number of the session's lane. */
  lane: laneNumberSchema,
  laneName: z.string(),
  source: sourceSchema,
  /** What makes a frame a part. */
  trigger: triggerKindSchema,
  startedAt: instant,
  endedAt: instant.nullable(),
  paused: z.boolean(),
  /** The pause under way; null while the inspection runs. */
  pause: pauseSchema.nullable(),
  /** The execution provider in use, e.g. `cpu`. */
  provider: z.string(),
  /** Providers that were tried first, with the reasons why they are not in use. */
  refusedProviders: z.array(z.object({ provider: z.string(), reason: z.string() })),
  counts: countsSchema,
  /**
   * How the latest pictures differ from the training images; null: they look alike, or the model does not
   * know its training images.
   */
  unlike: unlikeSchema.nullable(),
  /**
   * The parts' recent wait for the model, if it exceeds the lane's share (the time if all lanes ran one
   * after the other). Null: parts do not wait that long.
   */
  waits: z.object({ milliseconds: count, share: count }).nullable(),
  /**
   * When the inspection process starts again after it failed too often; parts wait until then. Null: it runs
   * or may start.
   */
  stalledUntil: instant.nullable(),
  /**
   * By which pictures the limits in force were set, if current pictures have another camera, size or light;
   * else null.
   */
  limitsDrift: limitsDriftSchema.nullable(),
  /** The inspection that handed its source over to this one; null: none did. */
  follows: uuid.nullable(),
  /** Earlier inspections whose last parts are still being inspected. */
  finishing: z.array(z.object({ sessionId: uuid, productName: z.string() })),
});
export type Session = z.infer<typeof sessionSchema>;

/** An alarm that waits for acknowledgement. */
export const alarmSchema = z.object({
  id: rowId,
  /** Number of the lane whose inspection raised the alarm. `laneName` is its name at that time. */
  lane: laneNumberSchema,
  laneName: z.string(),
  productName: z.string(),
  /** Number of rejects in a row that raised the alarm; null: `silentSeconds` did. */
  alarmAfter: z.number().int().positive().nullable(),
  /** Seconds without a part that raised the alarm; null: `alarmAfter` did. */
  silentSeconds: z.number().int().positive().nullable(),
  raisedAt: instant,
});
export type Alarm = z.infer<typeof alarmSchema>;

/** The content of a folder that may be watched. */
export const watchedFolderSchema = z.object({
  /** Image files, including incomplete ones. */
  pictures: count,
  /** Image files that were inspected before and have not changed since. */
  inspected: count,
  /** Subfolders that the watch does not enter. */
  passedOver: count,
});
export type WatchedFolder = z.infer<typeof watchedFolderSchema>;

/** Defaults to lane 1, because many stations have no other. */
const lane = laneNumberSchema.default(firstLane);

export const inspection = {
  /** Starts an inspection of a lane with the product's active model; ends the lane's running session. */
  start: procedure('line.operate')
    .input(
      z.object({
        productId: uuid,
        /** Null: the lane's own source. */
        source: sourceSchema.nullable().default(null),
        lane,
        /** Whether to inspect pictures of the folder again that were inspected before. */
        again: z.boolean().default(false),
      }),
    )
    .output(sessionSchema),
  /**
   * Starts a lane as it is set up. It inspects the product of the recipe in force, or its last product. A
   * lane that already inspects continues. Fails with CONFLICT if the lane has inspected nothing yet.
   */
  startLane: procedure('line.operate')
    .input(z.object({ lane: laneNumberSchema }))
    .output(z.void()),
  /** Looks at a folder before it is watched. */
  folder: procedure('line.operate')
    .input(z.object({ folder: stationPath, subfolders: z.boolean().default(false) }))
    .output(watchedFolderSchema),
  /**
   * Changes the running inspection over to another product, on the same source. Parts that arrived before are
   * finished with the old product's model and logged under the old product. Ends a pause.
   */
  changeover: procedure('line.operate')
    .input(z.object({ sessionId: uuid, productId: uuid }))
    .output(sessionSchema),
  stop: procedure('line.operate')
    .input(z.object({ sessionId: uuid }))
    .output(sessionSchema),
  /**
   * Requests the next part of a lane with a software trigger and waits for its outcome. Fails with CONFLICT
   * if the lane does not inspect, pauses, or still inspects the part before.
   */
  trigger: procedure('line.operate')
    .input(z.object({ lane, serial: serialSchema.nullable().default(null) }))
    .output(partResultSchema),
  /**
   * Inspects a program's picture as the next part of a lane whose source is `push`, and returns its outcome.
   * Fails with CONFLICT if the lane does not inspect, pauses, or has too many parts under way.
   */
  push: procedure('line.operate')
    .input(z.object({ lane, serial: serialSchema.nullable().default(null), picture: fileSchema }))
    .output(partResultSchema),
  /**
   * Names the next part of a lane, e.g. with a scanned serial number. Replaces a name that no part has taken
   * yet.
   */
  nameNext: procedure('line.operate')
    .input(z.object({ lane, serial: serialSchema }))
    .output(z.void()),
  /**
   * Resolves when everything that arrived in the source so far has its outcome, or the inspection has ended.
   */
  caughtUp: procedure('line.operate')
    .input(z.object({ sessionId: uuid }))
    .output(z.void()),
  /** Pauses or continues an inspection. Pausing a paused inspection sets the reason, if one is given. */
  pause: procedure('line.operate')
    .input(
      z.object({
        sessionId: uuid,
        paused: z.boolean(),
        reason: givenPauseReasonSchema.nullable().default(null),
      }),
    )
    .output(sessionSchema),
  /** Lists unacknowledged alarms, at most one per lane, latest first. */
  alarms: procedure('line.operate').output(z.array(alarmSchema).max(mostLanes)),
  /** Ends an alarm and restarts the lane's count of rejects. Acknowledging it again changes nothing. */
  acknowledge: procedure('line.operate')
    .input(z.object({ alarmId: rowId }))
    .output(z.void()),
  /** Returns the inspection of a lane; null: the lane does not inspect. */
  current: procedure('line.see').input(z.object({ lane }).optional()).output(sessionSchema.nullable()),
  /** Lists the inspections of all lanes, by lane number. */
  sessions: procedure('line.see').output(z.array(sessionSchema).max(mostLanes)),
};
