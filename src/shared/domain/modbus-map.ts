import { notInspectedReasons, type NotInspectedReason } from './not-inspected.ts';
import { keysOf } from './keys.ts';
import type { Outcome } from './outcome.ts';

/** Counts up when a register changes its place or meaning. */
export const modbusMapVersion = 1;

/** Lanes in the map. The block of lane n begins at n × {@link laneStride}, the station's block at 0. */
export const mostModbusLanes = 16;
export const laneStride = 100;
/** Coils per lane; the coils of lane n begin at n times this. */
export const coilStride = 16;

/**
 * A value's form in 16-bit registers. In pairs the high word comes first. Text is UTF-8, two bytes per
 * register, and ends with 0.
 */
export type RegisterForm = 'uint16' | 'uint32' | 'float32' | 'text' | 'bits';
export interface Register {
  /** Offset from the beginning of the block. */
  readonly at: number;
  readonly form: RegisterForm;
  readonly registers: number;
}
type Block = Readonly<Record<string, Register>>;

const word = (at: number) => ({ at, form: 'uint16', registers: 1 }) as const;
const bits = (at: number) => ({ at, form: 'bits', registers: 1 }) as const;
const long = (at: number) => ({ at, form: 'uint32', registers: 2 }) as const;
const float = (at: number) => ({ at, form: 'float32', registers: 2 }) as const;
const text = (at: number, registers: number) => ({ at, form: 'text', registers }) as const;

/** Registers of a serial number: 64 bytes. */
const serialRegisters = 32;

/** Holding registers, which the PLC writes. All other registers of a block are reserved and stay 0. */
export const commandRegisters = {
  station: { heartbeat: word(0), recipeRequest: word(1), recipe: word(2), command: word(3) },
  lane: { trigger: word(0), acknowledge: word(1), command: word(2), serial: text(10, serialRegisters) },
} as const satisfies Readonly<Record<'station' | 'lane', Block>>;

/** Input registers, which the station writes. */
export const stateRegisters = {
  station: {
    mapVersion: word(0),
    heartbeat: word(1),
    state: bits(2),
    error: word(3),
    recipe: word(4),
    recipeEcho: word(5),
    lanes: word(6),
  },
  lane: {
    state: bits(0),
    triggerEcho: word(1),
    error: word(2),
    sequence: word(3),
    resultTrigger: word(4),
    outcome: word(5),
    reason: word(6),
    partNumber: long(8),
    score: float(10),
    good: long(12),
    review: long(14),
    defect: long(16),
    notInspected: long(18),
    serial: text(30, serialRegisters),
  },
} as const satisfies Readonly<Record<'station' | 'lane', Block>>;

/** Bit numbers in the state words. */
export const stateBits = {
  station: { ready: 0, busy: 1, error: 3, heartbeatLost: 4, changeover: 5 },
  lane: { ready: 0, busy: 1, dataValid: 2, error: 3, paused: 4, lost: 5 },
} as const;

/** Coils and discrete inputs of a lane. Coils named after an outcome are pulses. */
export const laneCoils = {
  ready: 0,
  busy: 1,
  dataValid: 2,
  error: 3,
  goodPulse: 4,
  reviewPulse: 5,
  defectPulse: 6,
  notInspectedPulse: 7,
  rejectPulse: 8,
} as const;

/** Values of the command registers. */
export const lineCommands = { none: 0, start: 1, stop: 2 } as const;

/** Values of `outcome`. */
export const outcomeCodes = {
  good: 1,
  review: 2,
  defect: 3,
  'not-inspected': 4,
} as const satisfies Readonly<Record<Outcome, number>>;

/** Returns the value of `reason`; 0 in the register means that the part has a verdict. */
export const reasonCode = (reason: NotInspectedReason): number =>
  keysOf(notInspectedReasons).indexOf(reason) + 1;

/** Values of `error`; 0: no error. A number never changes its meaning. */
export const modbusErrors = {
  unknownCommand: 1,
  reservedRegister: 2,
  noRecipe: 3,
  busy: 4,
  notRunning: 5,
  noLane: 6,
  notSynchronised: 7,
  recipeFailed: 8,
  notAcknowledged: 9,
  badSerial: 10,
  commandFailed: 11,
} as const;
export type ModbusError = keyof typeof modbusErrors;

function rowsOf<Name extends string>(
  space: 'holding' | 'input',
  block: 'station' | 'lane',
  registers: Readonly<Record<Name, Register>>,
) {
  return keysOf(registers).map((name) => ({ space, block, name, ...registers[name] }));
}

/** Returns the map as a table with each register's place and content. */
export const registerRows = () => [
  ...rowsOf('holding', 'station', commandRegisters.station),
  ...rowsOf('holding', 'lane', commandRegisters.lane),
  ...rowsOf('input', 'station', stateRegisters.station),
  ...rowsOf('input', 'lane', stateRegisters.lane),
];
