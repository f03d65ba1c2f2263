import type { ImageFormat } from '../../images/image-format.ts';
import { formatOf } from '../../images/image-format.ts';

/** What the last bytes of a picture file say about whether it was written to its end. */
export interface FileEnd {
  /** The format has an end of its own, and it is not there: the picture is cut short. */
  readonly isCut: boolean;
  /**
   * Bytes of 0 at the end of a format without an end of its own: black pixels, or room that was reserved and is still to be
   * written.
   */
  readonly zeros: number;
}

/** How a whole picture ends, in formats that say so. */
const ends: Readonly<Record<ImageFormat, readonly number[] | null>> = {
  jpeg: [0xff, 0xd9],
  // The chunk IEND with its checksum.
  png: [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
  bmp: null,
  tiff: null,
};

/**
 * Looks for the end of a picture whose file may have had its full length before its content, as Windows and network shares do
 * it. Whatever a camera wrote behind the end is left alone.
 */
export function fileEnd(bytes: Uint8Array): FileEnd {
  const format = formatOf(bytes);
  if (format === null) return { isCut: false, zeros: 0 };
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length -= 1;
  const zeros = bytes.length - length;
  const end = ends[format];
  if (end === null) return { isCut: false, zeros };
  const isThere = end.every((byte, index) => bytes[length - end.length + index] === byte);
  return { isCut: zeros > 0 && !isThere, zeros: 0 };
}
