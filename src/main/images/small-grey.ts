import type { Sharp } from 'sharp';
import { likenessSide } from '../../shared/domain/picture-likeness.ts';

/**
 * A picture as it is compared with others for likeness: grey `[64, 64]` uint8, blurred by a cell, since detail finer than that
 * would change with every shift by less.
 */
export async function smallGrey(picture: Sharp): Promise<Uint8Array> {
  const grey = picture.clone().greyscale();
  return new Uint8Array(
    await grey.resize(likenessSide, likenessSide, { fit: 'fill' }).blur(1).raw().toBuffer(),
  );
}
