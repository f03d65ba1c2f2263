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

/** Pictures that people bring and the station does not read; named so that the message can say what the file is. */
const foreign: readonly (Signature & { readonly name: string })[] = [
  { name: 'GIF', offset: 0, bytes: 'GIF8' },
  { name: 'WebP', offset: 8, bytes: 'WEBP' },
  { name: 'HEIC', offset: 4, bytes: 'ftyphei' },
  { name: 'HEIC', offset: 4, bytes: 'ftypmif1' },
  { name: 'AVIF', offset: 4, bytes: 'ftypavif' },
  { name: 'PDF', offset: 0, bytes: '%PDF-' },
];

/** The format the content has, or null if it is none the station reads. */
export function formatOf(bytes: Uint8Array): ImageFormat | null {
  return formats.find((signature) => matches(bytes, signature))?.format ?? null;
}

/** The name of a picture format that the station does not read, or null if the content is none known. */
export function foreignFormatOf(bytes: Uint8Array): string | null {
  return foreign.find((signature) => matches(bytes, signature))?.name ?? null;
}

function matches(bytes: Uint8Array, { offset, bytes: expected }: Signature): boolean {
  return Buffer.from(bytes.subarray(offset, offset + expected.length)).toString('latin1') === expected;
}
