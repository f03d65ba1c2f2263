import { z } from 'zod';
import { mostModbusLanes } from './modbus-map.ts';

/** Coils of a remote I/O, each switched by an outcome. */
export const remoteCoilNames = [
  'goodCoil',
  'reviewCoil',
  'defectCoil',
  'notInspectedCoil',
  'rejectCoil',
] as const;
export type RemoteCoil = (typeof remoteCoilNames)[number];

const longestPulseMs = 60_000;
/** The number of a coil; -1: none. */
const coil = z.number().int().min(-1).max(65_535).default(-1);

/** A device whose coils the station switches as a Modbus client (docs/line/modbus.md). */
export const remoteIoTargetSchema = z.strictObject({
  kind: z.literal('modbus-io'),
  host: z
    .string()
    .max(253)
    .regex(/^[\w.:-]+$/, 'An address such as 192.168.0.10 is needed'),
  port: z.number().int().min(1).max(65_535).default(502),
  unit: z.number().int().min(1).max(247).default(1),
  /** The lane whose outcomes switch the coils; 0: all lanes. */
  lane: z.number().int().min(0).max(mostModbusLanes).default(0),
  goodCoil: coil,
  reviewCoil: coil,
  defectCoil: coil,
  notInspectedCoil: coil,
  /** Coil for defects and parts that were not inspected. */
  rejectCoil: coil,
  pulseMs: z.number().int().min(1).max(longestPulseMs).default(100),
});
