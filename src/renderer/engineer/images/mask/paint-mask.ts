import type { MaskShape } from '../../../../shared/domain/mask.ts';
import type { Size } from './stage-view.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paints shapes over what a canvas holds, as `drawMask` draws them; what is erased becomes clear. */
export function paintShapes(
  context: Context,
  shapes: readonly MaskShape[],
  colour: string,
  { width, height }: Size,
): void {
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const shape of shapes) {
    const path = new Path2D();
    if (shape.kind === 'polygon') {
      for (const { x, y } of shape.corners) path.lineTo(x * width, y * height);
      path.closePath();
      context.fill(path, 'evenodd');
      continue;
    }
    context.globalCompositeOperation = shape.erases ? 'destination-out' : 'source-over';
    context.lineWidth = Math.max(shape.size * Math.max(width, height), Math.SQRT2);
    const [first] = shape.points;
    if (shape.points.length === 1 && first) {
      // A stroke of a single place would paint nothing as a line.
      path.arc(first.x * width, first.y * height, context.lineWidth / 2, 0, 2 * Math.PI);
      context.fill(path);
    } else {
      for (const { x, y } of shape.points) path.lineTo(x * width, y * height);
      context.stroke(path);
    }
    context.globalCompositeOperation = 'source-over';
  }
}

/** An imported mask, white on black, as one colour on nothing. */
export function tintedGround(
  ground: ImageBitmap,
  colour: string,
  { width, height }: Size,
): OffscreenCanvas | null {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(ground, 0, 0, width, height);
  const pixels = context.getImageData(0, 0, width, height);
  for (let index = 0; index < pixels.data.length; index += 4) {
    pixels.data[index + 3] = (pixels.data[index] ?? 0) > 127 ? 255 : 0;
  }
  context.putImageData(pixels, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return canvas;
}

/**
 * A drawing as a picture, white on black: how one with more steps than the station keeps is sent.
 *
 * @throws Error when the browser gives no canvas
 */
export async function maskPicture(
  ground: ImageBitmap | null,
  shapes: readonly MaskShape[],
  size: Size,
): Promise<File> {
  const marks = new OffscreenCanvas(size.width, size.height);
  const canvas = new OffscreenCanvas(size.width, size.height);
  const [drawn, flat] = [marks.getContext('2d'), canvas.getContext('2d')];
  if (drawn === null || flat === null) throw new Error('The browser cannot draw the mask');
  const below = ground === null ? null : tintedGround(ground, 'white', size);
  if (below !== null) drawn.drawImage(below, 0, 0);
  paintShapes(drawn, shapes, 'white', size);
  flat.fillStyle = 'black';
  flat.fillRect(0, 0, size.width, size.height);
  flat.drawImage(marks, 0, 0);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'mask.png', { type: 'image/png' });
}
