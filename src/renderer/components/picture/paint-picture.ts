import type { HeatLayer } from './heat-layer.ts';
import { strokeOutline, type MaskOutline } from './outline-stroke.ts';
import { sizeOf, type Drawable, type StageView } from './stage-view.ts';

/** Layers on a canvas, from bottom to top. */
export interface PictureLayers {
  readonly picture: Drawable | null;
  readonly heat: HeatLayer | null;
  /** Opacity of the heat's colours, 0..1; 0: only its outline. */
  readonly opacity: number;
  readonly truth: MaskOutline | null;
}

/** From this number of canvas pixels per picture pixel on, the picture is not smoothed. */
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
    // For better quality the browser makes smaller copies of every frame, which an enlarged picture does not need.
    context.imageSmoothingQuality = magnified >= 1 ? 'low' : 'medium';
    context.drawImage(picture, 0, 0, width, height);
  }
  heat?.draw(context, width, height, opacity);
  if (truth) strokeOutline(context, truth.path, width / truth.width, height / truth.height, 'truth');
  context.restore();
}
