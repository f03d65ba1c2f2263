/** A page of a TIFF: uncompressed, one strip, samples interleaved. */
export interface TiffPageParts {
  readonly width: number;
  readonly height: number;
  /** `[height, width, samples]`; Uint16Array for 16 bits a sample. */
  readonly data: Uint8Array | Uint16Array;
  readonly samples: number;
  /** 1 grey, 2 RGB, 6 YCbCr. */
  readonly photometric: number;
  /** Values of further SHORT tags by number, e.g. 338 (ExtraSamples). */
  readonly tags?: Readonly<Record<number, readonly number[]>>;
  /** An ICC profile. */
  readonly profile?: Uint8Array;
}

/** Bytes of a value by type of tag: SHORT, LONG, UNDEFINED. */
const sizes = { 3: 2, 4: 4, 7: 1 } as const;

/** Writes a TIFF of little-endian byte order. */
export function tiffOf(...pages: readonly TiffPageParts[]): Uint8Array {
  const bytes: number[] = [0x49, 0x49, 42, 0, 0, 0, 0, 0];
  const put16 = (value: number): void => void bytes.push(value & 255, (value >> 8) & 255);
  const put32 = (value: number): void => (put16(value & 0xffff), put16(value >>> 16));
  const patch32 = (at: number, value: number): void =>
    [0, 8, 16, 24].forEach((shift, index) => (bytes[at + index] = (value >>> shift) & 255));
  const put = { 3: put16, 4: put32, 7: (value: number): void => void bytes.push(value) } as const;
  let link = 4;
  for (const { width, height, data, samples, photometric, tags = {}, profile } of pages) {
    const deep = data instanceof Uint16Array;
    const strip = bytes.length;
    for (const value of data) put[deep ? 3 : 7](value);
    if (bytes.length % 2 === 1) bytes.push(0);
    const values = new Map<number, { type: keyof typeof sizes; of: readonly number[] }>([
      [256, { type: 4, of: [width] }],
      [257, { type: 4, of: [height] }],
      [258, { type: 3, of: Array.from({ length: samples }, () => (deep ? 16 : 8)) }],
      [259, { type: 3, of: [1] }],
      [262, { type: 3, of: [photometric] }],
      [273, { type: 4, of: [strip] }],
      [277, { type: 3, of: [samples] }],
      [278, { type: 4, of: [height] }],
      [279, { type: 4, of: [data.byteLength] }],
    ]);
    if (profile) values.set(34675, { type: 7, of: [...profile] });
    for (const [tag, of] of Object.entries(tags)) values.set(Number(tag), { type: 3, of });
    const places = new Map<number, number>();
    for (const [tag, { type, of }] of values) {
      if (of.length * sizes[type] <= 4) continue;
      if (bytes.length % 2 === 1) bytes.push(0);
      places.set(tag, bytes.length);
      for (const value of of) put[type](value);
    }
    if (bytes.length % 2 === 1) bytes.push(0);
    patch32(link, bytes.length);
    put16(values.size);
    for (const [tag, { type, of }] of [...values].toSorted(([one], [other]) => one - other)) {
      put16(tag);
      put16(type);
      put32(of.length);
      const place = places.get(tag);
      if (place !== undefined) put32(place);
      else if (type === 4) put32(of[0] ?? 0);
      else {
        put16(of[0] ?? 0);
        put16(of[1] ?? 0);
      }
    }
    link = bytes.length;
    put32(0);
  }
  return Uint8Array.from(bytes);
}
