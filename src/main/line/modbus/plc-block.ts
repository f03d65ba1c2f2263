import {
  commandRegisters,
  laneStride,
  mostModbusLanes,
  type Register,
} from '../../../shared/domain/modbus-map.ts';
import type { RegisterImage } from './register-image.ts';

/** A request of a PLC, made by writing registers. */
export interface PlcWrite {
  /** 0: the station's block. */
  readonly block: number;
  readonly name: string;
  readonly register: Register;
}

/** Order of handling: values before the requests that use them, e.g. a serial number before its trigger. */
const order = ['serial', 'recipe', 'acknowledge', 'command', 'recipeRequest', 'trigger', 'heartbeat'];

const namesOf = (block: number): readonly (readonly [string, Register])[] =>
  Object.entries(block === 0 ? commandRegisters.station : commandRegisters.lane);

function registerAt(block: number, offset: number): readonly [string, Register] | undefined {
  return namesOf(block).find(([, { at, registers }]) => offset >= at && offset < at + registers);
}

/**
 * Stores what a PLC wrote.
 *
 * @returns the written registers in order of handling, and reserved addresses that were written with other
 *   values than 0
 */
export function takeWrite(
  image: RegisterImage,
  address: number,
  values: readonly number[],
): { writes: PlcWrite[]; reserved: number[] } {
  const touched = new Map<string, PlcWrite>();
  const reserved: number[] = [];
  values.forEach((value, index) => {
    const at = address + index;
    const block = Math.floor(at / laneStride);
    const found = registerAt(block, at % laneStride);
    if (found === undefined) {
      // A PLC that writes a whole block fills reserved registers with zeros.
      if (value !== 0) reserved.push(at);
      return;
    }
    image.setWord(at, value);
    const [name, register] = found;
    touched.set(`${block}/${name}`, { block, name, register });
  });
  const writes = [...touched.values()].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return { writes, reserved };
}

/** Returns whether the whole request lies in the map. */
export function isInMap(address: number, count: number): boolean {
  return address + count <= (mostModbusLanes + 1) * laneStride;
}
