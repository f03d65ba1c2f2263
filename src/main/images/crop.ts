import sharp from 'sharp';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';

/**
 * Cuts a section from a picture as JPEG of at most `side` × `side` pixels; enlarges a smaller section without
 * blurring its pixels.
 *
 * @param bytes a PNG
 * @param name the picture's name for messages
 * @param box pixels, within the picture
 * @throws StationError UNREADABLE_IMAGE
 */
export async function cropPicture(
  bytes: Uint8Array,
  name: string,
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  side: number,
): Promise<Uint8Array> {
  const kernel = Math.max(box.width, box.height) < side ? 'nearest' : 'lanczos3';
  try {
    return await sharp(bytes)
      .extract({ left: box.left, top: box.top, width: box.width, height: box.height })
      .resize({ width: side, height: side, fit: 'inside', kernel })
      .jpeg({ quality: 88 })
      .toBuffer();
  } catch (error) {
    throw new StationError('UNREADABLE_IMAGE', `“${name}” is damaged or cut short.`, messageOf(error));
  }
}
