import { likenessSide, sharpness } from '../../../../shared/domain/picture-likeness.ts';
import type { BurstFrame } from './burst-judge.ts';

/** Longest side for measuring fine detail, pixels. */
const detailSide = 512;

/** Measures a picture's properties that decide whether a burst keeps it. */
export function burstFrameOf(picture: ImageBitmap): BurstFrame {
  const scale = Math.min(detailSide / Math.max(picture.width, picture.height), 1);
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  return {
    small: greyOf(picture, likenessSide, likenessSide, 'blur(1px)'),
    sharpness: sharpness(greyOf(picture, width, height, 'none'), height, width),
  };
}

/** Returns grey values `[height, width]`, row-major. */
function greyOf(picture: ImageBitmap, width: number, height: number, filter: string): Uint8Array {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('The browser cannot read the camera’s picture');
  context.filter = filter;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return Uint8Array.from(
    { length: width * height },
    (_, place) =>
      0.299 * (data[4 * place] ?? 0) +
      0.587 * (data[4 * place + 1] ?? 0) +
      0.114 * (data[4 * place + 2] ?? 0),
  );
}
