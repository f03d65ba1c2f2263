import { drawMask, type MaskShape } from '../../../../shared/domain/mask.ts';
import type { Size } from '../../../components/picture/stage-view.ts';

/** Paints an imported mask (white on black) in one colour on transparent ground; null if the browser has no canvas. */
export function tintedGround(ground: ImageBitmap, colour: string): OffscreenCanvas | null {
  const canvas = new OffscreenCanvas(ground.width, ground.height);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const pixels = pixelsOf(context, ground);
  for (let index = 0; index < pixels.data.length; index += 4) {
    pixels.data[index + 3] = (pixels.data[index] ?? 0) > 127 ? 255 : 0;
  }
  context.putImageData(pixels, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = colour;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * Paints a drawing white on black, to send a drawing with more steps than the station keeps.
 *
 * @throws Error if the browser has no canvas
 */
export async function maskPicture(
  ground: ImageBitmap | null,
  shapes: readonly MaskShape[],
  { width, height }: Size,
): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser cannot draw the mask');
  const read = ground === null ? null : pixelsOf(context, ground).data;
  const below =
    read && Uint8Array.from({ length: width * height }, (_, cell) => ((read[cell * 4] ?? 0) > 127 ? 255 : 0));
  const pixels = context.createImageData(width, height);
  drawMask(shapes, below, height, width).forEach((value, cell) => {
    pixels.data.set([value, value, value, 255], cell * 4);
  });
  context.putImageData(pixels, 0, 0);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'mask.png', { type: 'image/png' });
}

function pixelsOf(context: OffscreenCanvasRenderingContext2D, picture: ImageBitmap): ImageData {
  const { width, height } = context.canvas;
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
