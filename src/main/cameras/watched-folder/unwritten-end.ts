import type { ImageFormat } from '../../images/image-format.ts';
import { formatOf } from '../../images/image-format.ts';

/** What a picture file's last bytes say about its completeness. */
export interface FileEnd {
  /** Whether the format's end mark is missing, so the picture is cut short. */
  readonly isCut: boolean;
  /**
   * Number of bytes of 0 at the end, for formats without an end mark: black pixels, or reserved room that is not
   * written yet.
   */
  readonly zeros: number;
}

/** End mark of each format; null if the format has none. */
const ends: Readonly<Record<ImageFormat, readonly number[] | null>> = {
  jpeg: [0xff, 0xd9],
  // The chunk type IEND and its checksum.
  png: [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
  bmp: null,
  tiff: null,
};

/**
 * Searches the end of a picture, because Windows and network shares may give a file its full length before its
 * content. Bytes that a camera wrote after the end mark are ignored.
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
