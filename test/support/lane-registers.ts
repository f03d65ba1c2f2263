import type ModbusRTU from 'modbus-serial';

/** Number of registers from one lane's block to the next: docs/line/modbus.md. */
const laneStride = 100;
const shownRegisters = 62;

export type LaneRegisters = Awaited<ReturnType<typeof readLane>>;

/** Reads the registers of a lane. @param number of the lane */
export async function readLane(plc: ModbusRTU, number: number) {
  const { buffer } = await plc.readInputRegisters(number * laneStride, shownRegisters);
  const word = (at: number): number => buffer.readUInt16BE(at * 2);
  const long = (at: number): number => buffer.readUInt32BE(at * 2);
  const is = (bit: number): boolean => (word(0) & (1 << bit)) !== 0;
  return {
    ready: is(0),
    busy: is(1),
    valid: is(2),
    failed: is(3),
    paused: is(4),
    lost: is(5),
    echo: word(1),
    error: word(2),
    sequence: word(3),
    trigger: word(4),
    outcome: word(5),
    reason: word(6),
    partNumber: long(8),
    score: buffer.readFloatBE(20),
    good: long(12),
    review: long(14),
    defect: long(16),
    notInspected: long(18),
    serial: buffer.subarray(60, 124).toString('utf8').replace(/\0+$/, ''),
  };
}

/** Reads the registers of the station. */
export async function readStation(plc: ModbusRTU) {
  const { data } = await plc.readInputRegisters(0, 7);
  const [, , state = 0, error, recipe, recipeEcho, lanes] = data;
  const is = (bit: number): boolean => (state & (1 << bit)) !== 0;
  return { ready: is(0), busy: is(1), failed: is(3), changeover: is(5), error, recipe, recipeEcho, lanes };
}

/** Writes text as registers: two bytes a register, the first in the high byte, with a 0 at the end. */
export function wordsOf(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  const words: number[] = [];
  for (let at = 0; at < bytes.length; at += 2) words.push((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0));
  return [...words, 0];
}
