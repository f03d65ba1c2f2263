import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { longestDetail } from '../domain/not-inspected.ts';
import { roles } from '../domain/role.ts';
import { count, instant, procedure } from './base.ts';
import { outputTroubleSchema } from './output-trouble.ts';

/** How a part of the station is doing. */
const condition = z.enum(['ok', 'attention', 'failed', 'idle']);
export type Condition = z.infer<typeof condition>;

/** Parts that the database refused; they are kept in `log-journal.refused.jsonl` in the home folder, with the reasons. */
export const lostPartsSchema = z.object({
  parts: z.number().int().positive(),
  /** The last of them. */
  last: z.object({
    /** What camera or folder call it, else its number in its session. */
    part: z.union([z.string(), count]),
    /** In the words of the database. */
    cause: z.string().max(longestDetail),
  }),
});
export type LostParts = z.infer<typeof lostPartsSchema>;

/** How the whole database is read after a crash: it may take minutes, and the station is at work meanwhile. */
export const databaseCheckSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running') }),
  /** In the words of the database. */
  z.object({ state: z.literal('damaged'), cause: z.string() }),
  /** The check itself failed. */
  z.object({ state: z.literal('unknown'), cause: z.string() }),
]);
export type DatabaseCheckState = z.infer<typeof databaseCheckSchema>;

export const stationStatusSchema = z.object({
  version: z.string(),
  /** Its name in the settings; empty: none. */
  name: z.string(),
  /** Of the settings: counts up when another process changes them, too. */
  settingsVersion: count,
  host: z.enum(['electron', 'headless']),
  /** Where everything is kept; null for who does not set the station up. */
  home: z.string().nullable(),
  startedAt: instant,
  /** The station's time as it answers. */
  now: instant,
  user: z.object({ name: z.string(), roles: z.array(z.enum(roles)) }),
  singleUser: z.boolean(),
  /** The time zone of the plant of stations that it hosts, an IANA name; null: it hosts none. */
  plantZone: z.string().nullable(),
  inspection: z.object({
    condition,
    /** Execution provider in use, null before the first model is loaded. */
    provider: z.string().nullable(),
    refusedProviders: z.array(z.object({ provider: z.string(), reason: z.string() })),
    message: z.string().nullable(),
  }),
  training: z.object({
    condition,
    running: z.number().int().nonnegative(),
    queued: z.number().int().nonnegative(),
    /** The GPU that a training takes when nobody chooses; null: it takes the processor. */
    gpu: z.string().nullable(),
  }),
  log: z.object({
    condition,
    /** Parts that are not logged yet: another program holds the database, or its disk is full. */
    waiting: count,
    /** Whether the disk is full or fails. */
    isFull: z.boolean(),
    /** What the database refused since the start; null: nothing. */
    lost: lostPartsSchema.nullable(),
    /** The check of the database after a crash; null: it is whole, or was read before the start. */
    check: databaseCheckSchema.nullable(),
  }),
  backup: z.object({
    condition,
    lastSuccessAt: instant.nullable(),
    lastFailureAt: instant.nullable(),
    /** Why the last one failed; null where it did not. */
    failure: z.string().nullable(),
    running: z.boolean(),
  }),
  reports: z.object({
    condition,
    /** The scheduled report that did not arrive, and why; null: all did. */
    failure: z
      .object({ name: z.string(), message: z.string(), trouble: outputTroubleSchema.nullable() })
      .nullable(),
  }),
  disk: z.object({
    condition,
    freeBytes: z.number().nonnegative(),
    totalBytes: z.number().nonnegative(),
    /** The reserve was given up, so that the last rows fit. */
    reserveGivenUp: z.boolean(),
  }),
});
export type StationStatus = z.infer<typeof stationStatusSchema>;

/** What changed, so that a window can ask again for what it shows. */
export const stationChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status') }),
  z.object({ kind: z.literal('products') }),
  z.object({ kind: z.literal('dataset'), productId: z.string() }),
  z.object({ kind: z.literal('jobs'), productId: z.string() }),
  z.object({ kind: z.literal('models'), productId: z.string() }),
  z.object({ kind: z.literal('log'), productId: z.string() }),
  /** Alarms of the line. */
  z.object({ kind: z.literal('line') }),
  /** Lanes and recipes as they are set up. */
  z.object({ kind: z.literal('lanes') }),
  z.object({ kind: z.literal('settings') }),
  /** What the stations of a plant told, at its host. */
  z.object({ kind: z.literal('plant') }),
  /** Outputs of the line: what they are, or how they stand. */
  z.object({ kind: z.literal('outputs') }),
  /** Scheduled reports: what they are, and what was sent. */
  z.object({ kind: z.literal('reports') }),
  /** The plant that the station belongs to, or how it stands with it. */
  z.object({ kind: z.literal('membership') }),
]);
export type StationChange = z.infer<typeof stationChangeSchema>;

export const station = {
  status: procedure('station.see').output(stationStatusSchema),
  /** Every change from now on, until the caller stops listening. */
  changes: procedure('station.see').output(eventIterator(stationChangeSchema)),
};
