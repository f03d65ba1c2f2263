/** A picture's file format, as its first bytes tell. The name's ending is never asked: cameras and people get it wrong. */
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

/** Pictures that people bring and the station does not read; named so that the message can say what the file is. Each with its article. */
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

/** The format the content has, or null if it is none the station reads. */
export function formatOf(bytes: Uint8Array): ImageFormat | null {
  return formats.find((signature) => matches(bytes, signature))?.format ?? null;
}

/** The name of a picture format that the station does not read, with its article, or null if the content is none known. */
export function foreignFormatOf(bytes: Uint8Array): string | null {
  return foreign.find((signature) => matches(bytes, signature))?.name ?? null;
}

function matches(bytes: Uint8Array, { offset, bytes: expected }: Signature): boolean {
  return Buffer.from(bytes.subarray(offset, offset + expected.length)).toString('latin1') === expected;
}
