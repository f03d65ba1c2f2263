/**
 * Returns the characters for which a TrueType or OpenType file has glyphs, from its table `cmap` (OpenType
 * specification; Unicode subtables of formats 4 and 12).
 *
 * @throws RangeError for a file without such a table
 */
export function fontCharacters(font: Uint8Array): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const start = tableStart(view, 'cmap');
  const characters = new Set<number>();
  const count = view.getUint16(start + 2);
  for (let index = 0; index < count; index++) {
    const subtable = start + view.getUint32(start + 4 + index * 8 + 4);
    const format = view.getUint16(subtable);
    if (format === 4) addSegments(view, subtable, characters);
    if (format === 12) addGroups(view, subtable, characters);
  }
  return characters;
}

function tableStart(view: DataView, name: string): number {
  const count = view.getUint16(4);
  for (let at = 12; at < 12 + count * 16; at += 16) {
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
    if (tag === name) return view.getUint32(at + 8);
  }
  throw new RangeError(`This font has no table ${name}`);
}

/** Reads format 4: segments of the basic plane, each with a shift or a list of glyphs. */
function addSegments(view: DataView, at: number, characters: Set<number>): void {
  const segments = view.getUint16(at + 6) / 2;
  const [ends, starts] = [at + 14, at + 16 + segments * 2];
  const [shifts, offsets] = [starts + segments * 2, starts + segments * 4];
  for (let segment = 0; segment < segments; segment++) {
    const [first, last] = [view.getUint16(starts + segment * 2), view.getUint16(ends + segment * 2)];
    const shift = view.getUint16(shifts + segment * 2);
    const offsetAt = offsets + segment * 2;
    const offset = view.getUint16(offsetAt);
    for (let code = first; code <= last && code < 0xffff; code++) {
      const listed = offset === 0 ? code : view.getUint16(offsetAt + offset + (code - first) * 2);
      if (listed !== 0 && (listed + shift) % 0x10000 !== 0) characters.add(code);
    }
  }
}

/** Reads format 12: groups of all planes. */
function addGroups(view: DataView, at: number, characters: Set<number>): void {
  const groups = view.getUint32(at + 12);
  for (let group = at + 16; group < at + 16 + groups * 12; group += 12) {
    const last = view.getUint32(group + 4);
    for (let code = view.getUint32(group); code <= last; code++) characters.add(code);
  }
}
