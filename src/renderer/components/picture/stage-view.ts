import type { Point } from '../../../shared/domain/region.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Position of a picture on its stage: its top left corner, and screen pixels per picture pixel. */
export interface StageView extends Point {
  readonly scale: number;
}

export type Drawable = ImageBitmap | HTMLImageElement | HTMLCanvasElement;

/** Returns the picture's own size, pixels. */
export function sizeOf(picture: Drawable): Size {
  return picture instanceof HTMLImageElement
    ? { width: picture.naturalWidth, height: picture.naturalHeight }
    : { width: picture.width, height: picture.height };
}

/** Returns the view of the whole picture in the middle of the stage. */
export function fittedView(stage: Size, picture: Size): StageView {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
  return {
    scale,
    x: (stage.width - picture.width * scale) / 2,
    y: (stage.height - picture.height * scale) / 2,
  };
}

/** Converts a point of the stage to shares of the picture; outside the picture below 0 or above 1. */
export function placeOf(view: StageView, at: Point, picture: Size): Point {
  return {
    x: (at.x - view.x) / (picture.width * view.scale),
    y: (at.y - view.y) / (picture.height * view.scale),
  };
}
