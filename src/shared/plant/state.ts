import { z } from 'zod';
import { count, instant } from '../contract/base.ts';
import { laneNumberSchema, mostLanes } from '../domain/lanes.ts';
import { messageHead, namedModelSchema, namedProductSchema, textOf } from './fields.ts';

/** An alarm that stands at a station. */
const alarmSchema = z.object({
  id: z.number().int().positive(),
  lane: laneNumberSchema,
  /** `row`: so many rejects in a row; `silence`: no part for so many seconds. */
  kind: z.enum(['row', 'silence']),
  after: z.number().positive(),
  raisedAt: instant,
});

/** What of a station's log may travel, as it is switched on there. */
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

/** How a station stands: the value of its key in `stations`, told with every heartbeat. */
export const stationStateSchema = z.object({
  ...messageHead,
  /** What it is called there; empty: it has no name. */
  name: textOf(200),
  version: z.string().max(40),
  /** The IANA name of the time zone of its wall clock; null: not told, or a station of before 0.2. */
  timeZone: textOf(100).nullable().default(null),
  /** When it was told, by the station's clock. */
  at: instant,
  /** What travels. Where `state` is off, zone, lanes, alarms, shift and disk say nothing. */
  travels: travelsSchema,
  /** Lanes that inspect, or have stopped because of a fault. */
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
  /** The shift that is open; null: none. */
  shift: z.object({ id: z.number().int().positive(), startedAt: instant }).nullable(),
  /** Bytes that are free on the disk; null: not known, or not told. */
  freeBytes: count.nullable(),
  /** Rows of the log that have not travelled yet. */
  waiting: count,
});
export type StationState = z.infer<typeof stationStateSchema>;
