import { mainPage, tiffPages, type TiffPage } from './tiff-pages.ts';

/** How to read a TIFF's picture, beyond the decoder's own rules. */
export interface TiffReading {
  readonly page: number;
  /** Whether to drop samples beyond the colours, because they are no transparency. */
  readonly dropsExtra: boolean;
  /** Whether the three samples are Y, Cb and Cr, which the decoder would take for colours. */
  readonly isYcc: boolean;
  /** Whether it is stored in tiles: of one that is damaged or cut off the decoder warns, and leaves it black. */
  readonly isTiled: boolean;
  /** Why it is not read, null when it is. */
  readonly refused: { readonly what: string; readonly remedy: string } | null;
}

/** Compressions that the decoder does not support. */
const foreign: ReadonlyMap<number, string> = new Map([
  [34661, 'JBIG'],
  [34712, 'JPEG 2000'],
  [34887, 'LERC'],
  [34925, 'LZMA'],
  [50000, 'Zstandard'],
  [50001, 'WebP'],
  [50002, 'JPEG XL'],
]);
const [jpegOfOld, jpeg] = [6, 7];
/** Accepted bits per sample; the decoder itself reports what 32-bit samples are. */
const readBits = [1, 2, 4, 8, 16, 32];
/** Photometric values whose samples are no displayable colours. */
const foreignColours: ReadonlyMap<number, string> = new Map([
  [4, 'a mask of transparency'],
  [8, 'colours in L*a*b*'],
  [9, 'colours in L*a*b* (ICC)'],
  [10, 'colours in L*a*b* (ITU)'],
  [32803, 'raw values of a colour sensor (Bayer pattern)'],
  [34892, 'raw values of a camera (linear)'],
  [32844, 'logarithmic light (LogL)'],
  [32845, 'logarithmic light (LogLuv)'],
]);
const colours: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [1, 1],
  [2, 3],
  [3, 1],
  [5, 4],
  [6, 3],
]);

/** Decides how to read a TIFF. @returns null if its header cannot be understood */
export function tiffReading(bytes: Uint8Array): TiffReading | null {
  const page = mainPage(tiffPages(bytes));
  if (page === null) return null;
  const { photometric, compression, samples, extraSamples } = page;
  const hasExtra = samples > (colours.get(photometric) ?? samples);
  const hasAlpha = extraSamples[0] === 1 || extraSamples[0] === 2;
  return {
    page: page.page,
    dropsExtra: hasExtra && !hasAlpha,
    isYcc: photometric === 6 && compression !== jpeg && compression !== jpegOfOld,
    isTiled: page.tiled,
    refused: refusalOf(page),
  };
}

function refusalOf(page: TiffPage): TiffReading['refused'] {
  const { compression, bits, photometric, subsampled } = page;
  const packed = foreign.get(compression);
  if (packed !== undefined) {
    return {
      what: `is a TIFF compressed with ${packed}`,
      remedy: 'Save it with LZW, Deflate or uncompressed.',
    };
  }
  const stored = foreignColours.get(photometric);
  if (stored !== undefined) {
    return { what: `is a TIFF with ${stored}`, remedy: 'Save it as grey or RGB.' };
  }
  if (!readBits.includes(bits)) {
    return {
      what: `is a TIFF with ${bits} bits a sample`,
      remedy: 'Save it with 8 or 16 bits a sample.',
    };
  }
  if (page.tiled && page.planar && page.samples > 1) {
    return { what: 'is a TIFF in tiles with a plane for each colour', remedy: 'Save it without tiles.' };
  }
  // The decoder mixes the planes.
  if (page.planar && page.samples > 1 && colours.get(photometric) === 1) {
    return {
      what: `is a TIFF with ${page.samples} planes of grey`,
      remedy: 'Save one of them, or an RGB picture.',
    };
  }
  const decodedAsJpeg = compression === jpeg || compression === jpegOfOld;
  if (photometric === 6 && !decodedAsJpeg && (subsampled || bits !== 8)) {
    return { what: 'is a TIFF whose colours are stored as subsampled YCbCr', remedy: 'Save it as RGB.' };
  }
  return null;
}
