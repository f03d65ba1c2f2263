import {
  commandRegisters,
  laneStride,
  mostModbusLanes,
  type Register,
} from '../../../shared/domain/modbus-map.ts';
import type { RegisterImage } from './register-image.ts';

/** What a PLC asks for by one write, taken from the registers that it wrote. */
export interface PlcWrite {
  /** 0: the station's block. */
  readonly block: number;
  readonly name: string;
  readonly register: Register;
}

/** Text comes before what it belongs to: a serial before its trigger. */
const order = ['serial', 'recipe', 'acknowledge', 'command', 'recipeRequest', 'trigger', 'heartbeat'];

const namesOf = (block: number): readonly (readonly [string, Register])[] =>
  Object.entries(block === 0 ? commandRegisters.station : commandRegisters.lane);

function registerAt(block: number, offset: number): readonly [string, Register] | undefined {
  return namesOf(block).find(([, { at, registers }]) => offset >= at && offset < at + registers);
}

/**
 * Takes over what a PLC wrote.
 *
 * @returns the registers that it touched, in the order in which they have to be acted on, and the addresses that stay empty and were
 *   written all the same
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
      // A PLC that writes a whole block fills what is reserved with zeros.
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

/** Whether all of a request lies in the map. */
export function isInMap(address: number, count: number): boolean {
  return address + count <= (mostModbusLanes + 1) * laneStride;
}
