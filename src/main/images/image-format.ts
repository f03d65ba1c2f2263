/**
 * A picture's file format, from its first bytes. The file name's ending is ignored, because it is often
 * wrong.
 */
export type ImageFormat = 'png' | 'jpeg' | 'tiff' | 'bmp';

interface Signature {
  readonly offset: number;
  /** Latin-1 text of the bytes. */
  readonly bytes: string;
}

const formats: readonly (Signature & { readonly format: ImageFormat })[] = [
  { format: 'png', offset: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { format: 'jpeg', offset: 0, bytes: '\xff\xd8\xff' },
  { format: 'tiff', offset: 0, bytes: 'II*\0' },
  { format: 'tiff', offset: 0, bytes: 'MM\0*' },
  { format: 'tiff', offset: 0, bytes: 'II+\0' },
  { format: 'tiff', offset: 0, bytes: 'MM\0+' },
  { format: 'bmp', offset: 0, bytes: 'BM' },
];

/** Signatures of formats that the station does not read, so that messages can name them; with article. */
const foreign: readonly (Signature & { readonly name: string })[] = [
  { name: 'a GIF', offset: 0, bytes: 'GIF8' },
  { name: 'a WebP', offset: 8, bytes: 'WEBP' },
  { name: 'a HEIC', offset: 4, bytes: 'ftyphe' },
  { name: 'a HEIC', offset: 4, bytes: 'ftypmif1' },
  { name: 'an AVIF', offset: 4, bytes: 'ftypavi' },
  { name: 'a JPEG 2000', offset: 4, bytes: 'jP  ' },
  { name: 'a JPEG 2000', offset: 0, bytes: '\xff\x4f\xff\x51' },
  { name: 'a JPEG XL', offset: 4, bytes: 'JXL ' },
  { name: 'a JPEG XL', offset: 0, bytes: '\xff\x0a' },
  { name: 'a Photoshop', offset: 0, bytes: '8BPS' },
  { name: 'a PDF', offset: 0, bytes: '%PDF-' },
];

/** Returns the format of the content; null: the station does not read it. */
export function formatOf(bytes: Uint8Array): ImageFormat | null {
  return formats.find((signature) => matches(bytes, signature))?.format ?? null;
}

/** Returns the name, with article, of an unsupported format; null: unknown content. */
export function foreignFormatOf(bytes: Uint8Array): string | null {
  return foreign.find((signature) => matches(bytes, signature))?.name ?? null;
}

function matches(bytes: Uint8Array, { offset, bytes: expected }: Signature): boolean {
  return Buffer.from(bytes.subarray(offset, offset + expected.length)).toString('latin1') === expected;
}
