import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { longestDetail } from '../domain/not-inspected.ts';
import { roles } from '../domain/role.ts';
import { count, instant, procedure } from './base.ts';
import { outputTroubleSchema } from './output-trouble.ts';

/** State of one subsystem. */
const condition = z.enum(['ok', 'attention', 'failed', 'idle']);
export type Condition = z.infer<typeof condition>;

/**
 * Parts that the database refused. `log-journal.refused.jsonl` in the home folder keeps them with the
 * reasons.
 */
export const lostPartsSchema = z.object({
  parts: z.number().int().positive(),
  /** The latest refused part. */
  last: z.object({
    /** The part's name from camera or folder, else its number in its session. */
    part: z.union([z.string(), count]),
    /** The database's error message. */
    cause: z.string().max(longestDetail),
  }),
});
export type LostParts = z.infer<typeof lostPartsSchema>;

/** The check of the whole database after a crash. It may take minutes while the station already works. */
export const databaseCheckSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running') }),
  /** `cause`: the database's error message. */
  z.object({ state: z.literal('damaged'), cause: z.string() }),
  /** The check itself failed. */
  z.object({ state: z.literal('unknown'), cause: z.string() }),
]);
export type DatabaseCheckState = z.infer<typeof databaseCheckSchema>;

export const stationStatusSchema = z.object({
  version: z.string(),
  /** The station's name in the settings; empty: none. */
  name: z.string(),
  /** Version of the settings; counts up for changes by other processes too. */
  settingsVersion: count,
  host: z.enum(['electron', 'headless']),
  /** The home folder; null for users who do not set the station up. */
  home: z.string().nullable(),
  startedAt: instant,
  /** The station's clock at this answer. */
  now: instant,
  user: z.object({ name: z.string(), roles: z.array(z.enum(roles)) }),
  singleUser: z.boolean(),
  /** The time zone of the plant that this station hosts, an IANA name; null: it hosts none. */
  plantZone: z.string().nullable(),
  inspection: z.object({
    condition,
    /** Execution provider in use; null before the first model is loaded. */
    provider: z.string().nullable(),
    refusedProviders: z.array(z.object({ provider: z.string(), reason: z.string() })),
    message: z.string().nullable(),
  }),
  training: z.object({
    condition,
    running: z.number().int().nonnegative(),
    queued: z.number().int().nonnegative(),
    /** The GPU that a training takes by default; null: the processor. */
    gpu: z.string().nullable(),
  }),
  log: z.object({
    condition,
    /** Parts not logged yet, because another program holds the database or its disk is full. */
    waiting: count,
    /** Whether the database's disk is full or fails. */
    isFull: z.boolean(),
    /** Parts that the database refused since the start; null: none. */
    lost: lostPartsSchema.nullable(),
    /** The running or failed check of the database after a crash; null: the database is intact. */
    check: databaseCheckSchema.nullable(),
  }),
  backup: z.object({
    condition,
    lastSuccessAt: instant.nullable(),
    lastFailureAt: instant.nullable(),
    /** Why the latest backup failed; null: it did not. */
    failure: z.string().nullable(),
    running: z.boolean(),
  }),
  reports: z.object({
    condition,
    /** A scheduled report that did not arrive, and why; null: all arrived. */
    failure: z
      .object({ name: z.string(), message: z.string(), trouble: outputTroubleSchema.nullable() })
      .nullable(),
  }),
  disk: z.object({
    condition,
    freeBytes: z.number().nonnegative(),
    totalBytes: z.number().nonnegative(),
    /** Whether the station released its disk reserve so that the last rows fit. */
    reserveGivenUp: z.boolean(),
  }),
});
export type StationStatus = z.infer<typeof stationStatusSchema>;

/** What changed, so that a window can reload what it shows. */
export const stationChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status') }),
  z.object({ kind: z.literal('products') }),
  z.object({ kind: z.literal('dataset'), productId: z.string() }),
  z.object({ kind: z.literal('jobs'), productId: z.string() }),
  z.object({ kind: z.literal('models'), productId: z.string() }),
  z.object({ kind: z.literal('log'), productId: z.string() }),
  /** Alarms of the line. */
  z.object({ kind: z.literal('line') }),
  /** Set-up of lanes or recipes. */
  z.object({ kind: z.literal('lanes') }),
  z.object({ kind: z.literal('settings') }),
  /** At a plant host: news from the plant's stations. */
  z.object({ kind: z.literal('plant') }),
  /** Set-up or state of outputs. */
  z.object({ kind: z.literal('outputs') }),
  /** Set-up or runs of scheduled reports. */
  z.object({ kind: z.literal('reports') }),
  /** Membership in a plant, or its state. */
  z.object({ kind: z.literal('membership') }),
]);
export type StationChange = z.infer<typeof stationChangeSchema>;

export const station = {
  status: procedure('station.see').output(stationStatusSchema),
  /** Reports every change from now on, until the caller stops listening. */
  changes: procedure('station.see').output(eventIterator(stationChangeSchema)),
};
