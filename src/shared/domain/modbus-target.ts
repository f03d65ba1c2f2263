import { z } from 'zod';

const longestWaitMs = 600_000;
const waitMs = z.number().int().min(0).max(longestWaitMs);
/** A device's unit number; 255 addresses any unit. */
const unit = z.number().int().min(1).max(255);
const port = z.number().int().min(1).max(65_535);
/** A machine's IP address or name. */
const host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[\w.:-]+$/, 'An address such as 192.168.0.10 is needed');

/** Comma-separated addresses, each optionally with a prefix length, or `any`. */
const peers = z
  .string()
  .max(500)
  .regex(
    /^(any||[\da-fA-F.:]+(\/\d{1,3})?( *, *[\da-fA-F.:]+(\/\d{1,3})?)*)$/,
    'Addresses such as 192.168.0.10, 192.168.1.0/24 are needed, or “any”',
  );

/** The station as a Modbus TCP server for a PLC (docs/line/modbus.md). */
export const modbusTargetSchema = z.strictObject({
  kind: z.literal('modbus'),
  /** The station's address to listen on; 0.0.0.0: all of them. */
  host: host.default('0.0.0.0'),
  port: port.default(1502),
  /** Addresses that may connect; empty: only this machine. */
  peers: peers.default(''),
  /** The unit that the station answers; 255: any. */
  unit: unit.default(255),
  /** Milliseconds after which an unacknowledged result is given up; 0: never. */
  acknowledgeMs: waitMs.default(5000),
  /** Milliseconds after which an unchanged heartbeat of the PLC counts as lost; 0: not watched. */
  heartbeatMs: waitMs.default(2000),
  /** Pulse length of an outcome's coil, milliseconds. */
  pulseMs: waitMs.min(1).default(100),
});
