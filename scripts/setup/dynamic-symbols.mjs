const dynamicSymbolTable = 11;
const entrySize = 24;

/**
 * Reads the names in the dynamic symbol table of a shared library (ELF, 64 bits, little-endian: Linux on x64 and
 * arm64).
 * Layout: System V ABI, chapters "Section Header" and "Symbol Table".
 *
 * @param {Buffer} file its bytes
 * @returns {{ defined: string[], wanted: string[] }} `wanted`: imported from other libraries
 * @throws {RangeError} for any other file
 */
export function dynamicSymbols(file) {
  if (file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1) {
    throw new RangeError('This is no shared library of 64-bit Linux');
  }
  const start = Number(file.readBigUInt64LE(0x28));
  const size = file.readUInt16LE(0x3a);
  const count = file.readUInt16LE(0x3c);
  const sections = Array.from({ length: count }, (_value, index) => {
    const header = file.subarray(start + index * size);
    return {
      type: header.readUInt32LE(4),
      offset: Number(header.readBigUInt64LE(0x18)),
      size: Number(header.readBigUInt64LE(0x20)),
      link: header.readUInt32LE(0x28),
    };
  });
  const symbols = sections.find(({ type }) => type === dynamicSymbolTable);
  const names = symbols && sections[symbols.link];
  if (symbols === undefined || names === undefined) throw new RangeError('There is no dynamic symbol table');

  /** @type {{ defined: string[], wanted: string[] }} */
  const found = { defined: [], wanted: [] };
  for (let at = symbols.offset; at < symbols.offset + symbols.size; at += entrySize) {
    const from = names.offset + file.readUInt32LE(at);
    const name = file.toString('latin1', from, file.indexOf(0, from));
    if (name !== '') (file.readUInt16LE(at + 6) === 0 ? found.wanted : found.defined).push(name);
  }
  return found;
}
