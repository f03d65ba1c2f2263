/** The header fields of a TIFF's page that reading it depends on. */
export interface TiffPage {
  /** Index of the page in the file, from 0. */
  readonly page: number;
  /** Whether the page is a reduced version or a mask of another page. */
  readonly secondary: boolean;
  readonly compression: number;
  /** 0 and 1 grey, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr. */
  readonly photometric: number;
  readonly bits: number;
  readonly samples: number;
  /** Meanings of the samples beyond the colours: 1 and 2 are alpha. */
  readonly extraSamples: readonly number[];
  /** Whether chroma has fewer samples than luminance; only for YCbCr. */
  readonly subsampled: boolean;
  /** Whether it is stored in tiles, not in rows. */
  readonly tiled: boolean;
  /** Whether each sample is stored by itself. */
  readonly planar: boolean;
  readonly height: number;
  readonly width: number;
}

/** Most pages that are examined. */
const mostPages = 64;
const tagNumbers = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  samples: 277,
  planar: 284,
  tileWidth: 322,
  extraSamples: 338,
  subsampling: 530,
} as const;
/** Size in bytes by type: BYTE, SHORT, LONG, LONG8. */
const sizes: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [3, 2],
  [4, 4],
  [16, 8],
]);

/** Reads numbers of a TIFF in its byte order, classic or BigTIFF. */
interface Reader {
  readonly number: (at: number, bytes: number) => number;
  /** Size of an offset, and of a count of tags, bytes. */
  readonly offset: 4 | 8;
  readonly first: number;
}

/**
 * Reads the pages of a TIFF, in order (TIFF 6.0, section 2).
 *
 * @returns empty if the header is damaged; the pages before the damage if a later page is
 */
export function tiffPages(bytes: Uint8Array): TiffPage[] {
  const pages: TiffPage[] = [];
  try {
    const reader = readerOf(bytes);
    const seen = new Set<number>();
    for (let at = reader.first; at !== 0 && !seen.has(at) && pages.length < mostPages;) {
      seen.add(at);
      const { tags, next } = readDirectory(reader, at);
      pages.push(pageOf(tags, pages.length));
      at = next;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return pages;
}

/**
 * Returns the page with the picture: the first that is no reduced version or mask of another, else the first.
 */
export function mainPage(pages: readonly TiffPage[]): TiffPage | null {
  return pages.find(({ secondary }) => !secondary) ?? pages[0] ?? null;
}

/** The pages that are as large as the picture and no smaller version of one: of a stack, all. */
export function wholePages(pages: readonly TiffPage[]): TiffPage[] {
  const main = mainPage(pages);
  return pages.filter(
    ({ secondary, height, width }) => !secondary && height === main?.height && width === main.width,
  );
}

function readerOf(bytes: Uint8Array): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint8(0) === 0x49;
  const number = (at: number, size: number): number => {
    if (size === 1) return view.getUint8(at);
    if (size === 2) return view.getUint16(at, little);
    if (size === 4) return view.getUint32(at, little);
    return Number(view.getBigUint64(at, little));
  };
  const big = number(2, 2) === 43;
  return { number, offset: big ? 8 : 4, first: big ? number(8, 8) : number(4, 4) };
}

function readDirectory(
  { number, offset }: Reader,
  at: number,
): { tags: Map<number, readonly number[]>; next: number } {
  const countBytes = offset === 8 ? 8 : 2;
  const entryBytes = 4 + 2 * offset;
  const count = number(at, countBytes);
  const wanted: readonly number[] = Object.values(tagNumbers);
  const tags = new Map<number, readonly number[]>();
  for (let index = 0; index < count; index++) {
    const entry = at + countBytes + index * entryBytes;
    const tag = number(entry, 2);
    const size = sizes.get(number(entry + 2, 2));
    if (!wanted.includes(tag) || size === undefined) continue;
    // No supported picture has more than eight samples.
    const length = Math.min(number(entry + 4, offset), 8);
    const place = entry + 4 + offset;
    const from = length * size <= offset ? place : number(place, offset);
    tags.set(
      tag,
      Array.from({ length }, (_, value) => number(from + value * size, size)),
    );
  }
  return { tags, next: number(at + countBytes + count * entryBytes, offset) };
}

function pageOf(tags: ReadonlyMap<number, readonly number[]>, page: number): TiffPage {
  const first = (tag: keyof typeof tagNumbers, otherwise: number): number =>
    tags.get(tagNumbers[tag])?.[0] ?? otherwise;
  const photometric = first('photometric', 1);
  // The default of a missing tag is two by two.
  const [across, down] = tags.get(tagNumbers.subsampling) ?? [2, 2];
  return {
    page,
    secondary: (first('subfile', 0) & 5) !== 0,
    compression: first('compression', 1),
    photometric,
    bits: first('bits', 1),
    samples: first('samples', 1),
    extraSamples: tags.get(tagNumbers.extraSamples) ?? [],
    subsampled: photometric === 6 && (across !== 1 || down !== 1),
    tiled: tags.has(tagNumbers.tileWidth),
    planar: first('planar', 1) === 2,
    height: first('height', 0),
    width: first('width', 0),
  };
}
