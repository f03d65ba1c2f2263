import type { HeatLayer } from './heat-layer.ts';
import { strokeOutline, type MaskOutline } from './outline-stroke.ts';
import { sizeOf, type Drawable, type StageView } from './stage-view.ts';

/** What lies over each other on a canvas, from below. */
export interface PictureLayers {
  readonly picture: Drawable | null;
  readonly heat: HeatLayer | null;
  /** 0..1, of the heat's colours; 0: its outline alone. */
  readonly opacity: number;
  readonly truth: MaskOutline | null;
}

/** From so many canvas pixels per pixel of the picture on, its pixels are shown as they are. */
const pixelated = 2;

/** Paints the layers. @param view canvas pixels; `size` is the picture's own */
export function paintPicture(
  context: CanvasRenderingContext2D,
  { picture, heat, opacity, truth }: PictureLayers,
  size: { readonly width: number; readonly height: number },
  { x, y, scale }: StageView,
): void {
  const width = size.width * scale;
  const height = size.height * scale;
  context.save();
  context.translate(x, y);
  if (picture) {
    const own = sizeOf(picture);
    const magnified = width / own.width;
    context.imageSmoothingEnabled = magnified < pixelated;
    // For better quality the browser makes smaller copies of every frame, which enlarging does not need.
    context.imageSmoothingQuality = magnified >= 1 ? 'low' : 'medium';
    context.drawImage(picture, 0, 0, width, height);
  }
  heat?.draw(context, width, height, opacity);
  if (truth) strokeOutline(context, truth.path, width / truth.width, height / truth.height, 'truth');
  context.restore();
}
