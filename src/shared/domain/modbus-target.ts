import { z } from 'zod';

const longestWaitMs = 600_000;
const waitMs = z.number().int().min(0).max(longestWaitMs);
/** The unit of a device; 255 also stands for “whichever”. */
const unit = z.number().int().min(1).max(255);
const port = z.number().int().min(1).max(65_535);
/** The address of a machine in numbers, or a name. */
const host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[\w.:-]+$/, 'An address such as 192.168.0.10 is needed');

/** Addresses apart from each other by commas, each with the length of a network or without, or `any`. */
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
  /** The station's own address that listens; 0.0.0.0: all of them. */
  host: host.default('0.0.0.0'),
  port: port.default(1502),
  /** Who may connect; empty: this machine alone. */
  peers: peers.default(''),
  /** The unit that is answered; 255: each. */
  unit: unit.default(255),
  /** A result that was not acknowledged for so long is given up, milliseconds; 0: it stays. */
  acknowledgeMs: waitMs.default(5000),
  /** A PLC's heartbeat that stood still for so long is lost, milliseconds; 0: it is not watched. */
  heartbeatMs: waitMs.default(2000),
  /** How long the coil of an outcome is on, milliseconds. */
  pulseMs: waitMs.min(1).default(100),
});
