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
  /** Live frames that a newer one replaced before they were looked at. */
  dropped: count,
});
export type Counts = z.infer<typeof countsSchema>;

/** Why an inspection pauses, in the line's own words: “cleaning”, “waiting for material”. */
export const pauseReasonSchema = z
  .string()
  .trim()
  .min(1, 'A reason has at least one character')
  .max(200, 'A reason has at most 200 characters');

/** A reason as it is given; what was given before is shown as it is. */
export const givenPauseReasonSchema = pauseReasonSchema.regex(
  visibleLine,
  'A reason is one line of visible characters',
);

/** A pause that has not ended. */
export const pauseSchema = z.object({
  /** Null while nobody has said why. */
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
  /** The lane that it is in, by its number, and what that is called. */
  lane: laneNumberSchema,
  laneName: z.string(),
  source: sourceSchema,
  /** What makes a frame a part. */
  trigger: triggerKindSchema,
  startedAt: instant,
  endedAt: instant.nullable(),
  paused: z.boolean(),
  /** Since when, by whom and why it pauses; null while it runs. */
  pause: pauseSchema.nullable(),
  /** The execution provider in use, e.g. `cpu`. */
  provider: z.string(),
  /** Providers that were tried before and why they were not taken. */
  refusedProviders: z.array(z.object({ provider: z.string(), reason: z.string() })),
  counts: countsSchema,
  /** How the last pictures differ from the training images; null while they look like them, or nothing is known of these. */
  unlike: unlikeSchema.nullable(),
  /**
   * How long its parts wait for the model of late, where that is longer than the lane's share: what all lanes would take one after
   * the other. Null: they do not.
   */
  waits: z.object({ milliseconds: count, share: count }).nullable(),
  /**
   * When the inspection process is started again, after it failed too often; parts wait until then. Null: it runs, or may be
   * started.
   */
  stalledUntil: instant.nullable(),
  /** What the limits in force were set by, where the pictures of now are of another camera, size or light; else null. */
  limitsDrift: limitsDriftSchema.nullable(),
  /** The inspection whose source it took over, with all that arrives from then on. */
  follows: uuid.nullable(),
  /** Inspections before it whose last parts are still being looked at. */
  finishing: z.array(z.object({ sessionId: uuid, productName: z.string() })),
});
export type Session = z.infer<typeof sessionSchema>;

/** An alarm that waits to be acknowledged. */
export const alarmSchema = z.object({
  id: rowId,
  /** The lane whose inspection raised it, and what that was called then. */
  lane: laneNumberSchema,
  laneName: z.string(),
  productName: z.string(),
  /** The rejected parts in a row that raised it: defects, and parts that were not inspected. */
  alarmAfter: z.number().int().positive().nullable(),
  /** The seconds without a part that raised it. One of the two is there. */
  silentSeconds: z.number().int().positive().nullable(),
  raisedAt: instant,
});
export type Alarm = z.infer<typeof alarmSchema>;

/** What lies in a folder that may be watched. */
export const watchedFolderSchema = z.object({
  /** Image files, whole or not. */
  pictures: count,
  /** Of those, so many were inspected before and have not changed since. */
  inspected: count,
  /** Subfolders that are not looked into. */
  passedOver: count,
});
export type WatchedFolder = z.infer<typeof watchedFolderSchema>;

/** Lane 1 when left out: a station may have no other. */
const lane = laneNumberSchema.default(firstLane);

export const inspection = {
  /** Starts looking at frames of a lane with the product's active model; ends the session that was running in it. */
  start: procedure('line.operate')
    .input(
      z.object({
        productId: uuid,
        /** Null: the lane's own. */
        source: sourceSchema.nullable().default(null),
        lane,
        /** Whether pictures of a folder that were inspected before are inspected once more. */
        again: z.boolean().default(false),
      }),
    )
    .output(sessionSchema),
  /**
   * Starts a lane as it is set up, with what it inspected last, or what the recipe in force has for it; one that inspects goes on.
   * Refused as CONFLICT where it inspected nothing yet.
   */
  startLane: procedure('line.operate')
    .input(z.object({ lane: laneNumberSchema }))
    .output(z.void()),
  /** What lies in a folder that may be watched, before it is. */
  folder: procedure('line.operate')
    .input(z.object({ folder: stationPath, subfolders: z.boolean().default(false) }))
    .output(watchedFolderSchema),
  /**
   * Another product on the source of the inspection that runs: what arrived until now is inspected to its end with the old
   * product's model and logged under it, what arrives later belongs to the new one. Ends a pause.
   */
  changeover: procedure('line.operate')
    .input(z.object({ sessionId: uuid, productId: uuid }))
    .output(sessionSchema),
  stop: procedure('line.operate')
    .input(z.object({ sessionId: uuid }))
    .output(sessionSchema),
  /**
   * Asks a lane that is triggered by software for its next part, and waits for its outcome. Refused as CONFLICT while nothing is
   * inspected there, it pauses, or the part before is not done yet.
   */
  trigger: procedure('line.operate')
    .input(z.object({ lane, serial: serialSchema.nullable().default(null) }))
    .output(partResultSchema),
  /**
   * Inspects a picture that a program has already as the next part of a lane whose source is `push`, and gives its outcome. Refused as
   * CONFLICT while nothing is inspected there, it pauses, or too many are under way.
   */
  push: procedure('line.operate')
    .input(z.object({ lane, serial: serialSchema.nullable().default(null), picture: fileSchema }))
    .output(partResultSchema),
  /** Gives the next part of a lane its name: what a scanner read. It replaces one that no part has taken yet. */
  nameNext: procedure('line.operate')
    .input(z.object({ lane, serial: serialSchema }))
    .output(z.void()),
  /** Resolves once all that has arrived in the source by now was dealt with, or the inspection has ended. */
  caughtUp: procedure('line.operate')
    .input(z.object({ sessionId: uuid }))
    .output(z.void()),
  /** Pauses, or goes on. Pausing what pauses already gives the pause its reason; without one it stays as it is. */
  pause: procedure('line.operate')
    .input(
      z.object({
        sessionId: uuid,
        paused: z.boolean(),
        reason: givenPauseReasonSchema.nullable().default(null),
      }),
    )
    .output(sessionSchema),
  /** The alarms that stand, one of each lane at most, the latest first. */
  alarms: procedure('line.operate').output(z.array(alarmSchema).max(mostLanes)),
  /** Ends an alarm; counting starts anew in its lane. One that was acknowledged already stays as it was. */
  acknowledge: procedure('line.operate')
    .input(z.object({ alarmId: rowId }))
    .output(z.void()),
  /** The inspection of a lane; null when nothing is inspected there. */
  current: procedure('line.see').input(z.object({ lane }).optional()).output(sessionSchema.nullable()),
  /** Those of all lanes, by their numbers. */
  sessions: procedure('line.see').output(z.array(sessionSchema).max(mostLanes)),
};
