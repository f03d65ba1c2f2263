import { z } from 'zod';
import { count, instant } from '../contract/base.ts';
import { laneNumberSchema, mostLanes } from '../domain/lanes.ts';
import { messageHead, namedModelSchema, namedProductSchema, textOf } from './fields.ts';

/** An unacknowledged alarm of a station. */
const alarmSchema = z.object({
  id: z.number().int().positive(),
  lane: laneNumberSchema,
  /** `row`: `after` rejects in a row; `silence`: no part for `after` seconds. */
  kind: z.enum(['row', 'silence']),
  after: z.number().positive(),
  raisedAt: instant,
});

/** What may travel from the station to the plant, by the station's settings. */
export const travelsSchema = z.object({
  parts: z.boolean(),
  entries: z.boolean(),
  thumbnails: z.boolean(),
  state: z.boolean(),
  decisions: z.boolean(),
  models: z.boolean(),
  /** Whether the station trains for others. */
  training: z.boolean().default(false),
});
export type Travels = z.infer<typeof travelsSchema>;

/** A station's state: the value of its key in `stations`, sent with every heartbeat. */
export const stationStateSchema = z.object({
  ...messageHead,
  /** The station's own name; empty: it has none. */
  name: textOf(200),
  version: textOf(40),
  /** IANA name of the wall clock's time zone; null: not sent, or a station older than 0.2. */
  timeZone: textOf(100).nullable().default(null),
  /** When the state was sent, by the station's clock. */
  at: instant,
  /** What travels. If `state` is off, zone, lanes, alarms, shift and disk are meaningless. */
  travels: travelsSchema,
  /** Lanes that inspect or were stopped by a fault. */
  lanes: z
    .array(
      z.object({
        number: laneNumberSchema,
        name: textOf(200),
        state: z.enum(['stopped', 'paused', 'ready', 'busy']),
        product: namedProductSchema.nullable(),
        model: namedModelSchema.nullable(),
        failure: textOf(1000).nullable(),
      }),
    )
    .max(mostLanes),
  alarms: z.array(alarmSchema).max(100),
  /** The shift that is on; null: none. */
  shift: z.object({ id: z.number().int().positive(), startedAt: instant }).nullable(),
  /** Free bytes on the disk; null: unknown, or not sent. */
  freeBytes: count.nullable(),
  /** Rows of the log that the plant does not have yet. */
  waiting: count,
});
export type StationState = z.infer<typeof stationStateSchema>;
