import { laneStride, mostModbusLanes, type Register } from '../../../shared/domain/modbus-map.ts';

/** Registers of the whole map: the station's block and one per lane. */
const size = (mostModbusLanes + 1) * laneStride;
const bytesOfRegister = 2;

export type RegisterImage = ReturnType<typeof createRegisterImage>;

/** The registers' present values. Values of several registers have the high word first. */
export function createRegisterImage() {
  const bytes = Buffer.alloc(size * bytesOfRegister);
  const placeOf = (block: number, { at }: Register): number => (block * laneStride + at) * bytesOfRegister;

  return {
    size,
    /** Returns registers as words, [count]. */
    words: (address: number, count: number): number[] =>
      Array.from({ length: count }, (_, index) => bytes.readUInt16BE((address + index) * bytesOfRegister)),
    setWord: (address: number, value: number): void =>
      void bytes.writeUInt16BE(value, address * bytesOfRegister),

    /**
     * Writes a number; too large ones wrap around to 0.
     *
     * @param block 0: the station's, else the lane's number
     */
    setNumber(block: number, register: Register, value: number): void {
      const place = placeOf(block, register);
      if (register.form === 'float32') bytes.writeFloatBE(value, place);
      else if (register.form === 'uint32') bytes.writeUInt32BE(value % 2 ** 32, place);
      else bytes.writeUInt16BE(value % 2 ** 16, place);
    },
    number(block: number, register: Register): number {
      const place = placeOf(block, register);
      if (register.form === 'float32') return bytes.readFloatBE(place);
      return register.form === 'uint32' ? bytes.readUInt32BE(place) : bytes.readUInt16BE(place);
    },
    setBit(block: number, register: Register, bit: number, on: boolean): void {
      const place = placeOf(block, register);
      const mask = 2 ** bit;
      const word = bytes.readUInt16BE(place);
      bytes.writeUInt16BE(on ? word | mask : word & ~mask, place);
    },
    bit: (block: number, register: Register, bit: number): boolean =>
      (bytes.readUInt16BE(placeOf(block, register)) & (2 ** bit)) !== 0,
    /** Writes text as UTF-8, cut to length and filled with zeros. */
    setText(block: number, register: Register, text: string): void {
      const place = placeOf(block, register);
      const end = place + register.registers * bytesOfRegister;
      bytes.fill(0, place, end);
      bytes.write(text, place, end - place, 'utf8');
    },
    /** Reads text; null: it is not UTF-8. */
    text(block: number, register: Register): string | null {
      const place = placeOf(block, register);
      const whole = bytes.subarray(place, place + register.registers * bytesOfRegister);
      const end = whole.indexOf(0);
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(end === -1 ? whole : whole.subarray(0, end));
      } catch {
        return null;
      }
    },
  };
}
