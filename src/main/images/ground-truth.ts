import sharp from 'sharp';
import { StationError, messageOf } from '../../shared/domain/station-error.ts';

/**
 * A ground-truth mask on the map's grid, nearest neighbour: 1 where the mask is white (> 127).
 *
 * @param source the file's path, or its content under a `name`
 * @returns `[height, width]`
 * @throws StationError UNREADABLE_IMAGE naming the file
 */
export async function readMask(
  source: string | Uint8Array,
  height: number,
  width: number,
  name = typeof source === 'string' ? source : 'mask',
): Promise<Uint8Array> {
  return sampled(source, name, height, width, 'nearest', 127);
}

/**
 * A ground-truth mask for a picture of another size: 1 where a good part of the pixel is white, so that a thin crack does
 * not break up when the picture is made smaller.
 *
 * @returns `[height, width]`
 * @throws StationError UNREADABLE_IMAGE naming the file
 */
export async function readShownMask(path: string, height: number, width: number): Promise<Uint8Array> {
  return sampled(path, path, height, width, 'linear', 63);
}

/** @param above values above it are defective */
async function sampled(
  source: string | Uint8Array,
  name: string,
  height: number,
  width: number,
  kernel: 'nearest' | 'linear',
  above: number,
): Promise<Uint8Array> {
  try {
    const { data, info } = await sharp(source)
      .toColourspace('b-w')
      .extractChannel(0)
      .resize(width, height, { fit: 'fill', kernel })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const step = info.channels;
    return Uint8Array.from({ length: height * width }, (_, index) =>
      (data[index * step] ?? 0) > above ? 1 : 0,
    );
  } catch (error) {
    throw new StationError(
      'UNREADABLE_IMAGE',
      `The mask “${name}” cannot be read. Replace the file.`,
      messageOf(error),
    );
  }
}
