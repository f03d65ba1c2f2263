import type { Point } from '../../../../shared/domain/region.ts';

/** How a picture lies on its stage: where its top left corner is, and screen pixels per pixel of the picture. */
export interface StageView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Largest magnification, screen pixels per pixel of the picture. */
const mostScale = 24;

/** The whole picture in the middle of the stage. */
export function fittedView(stage: Size, picture: Size): StageView {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
  return {
    scale,
    x: (stage.width - picture.width * scale) / 2,
    y: (stage.height - picture.height * scale) / 2,
  };
}

/** The view moved so that the middle of the stage shows some of the picture. */
export function heldView(view: StageView, stage: Size, picture: Size): StageView {
  const held = (start: number, room: number, length: number): number =>
    Math.min(Math.max(start, room / 2 - length), room / 2);
  return {
    scale: view.scale,
    x: held(view.x, stage.width, picture.width * view.scale),
    y: held(view.y, stage.height, picture.height * view.scale),
  };
}

/**
 * The view magnified by a factor; what lies at `at` (pixels of the stage) stays there. Not smaller than half of the
 * fitted picture.
 */
export function zoomedView(
  view: StageView,
  at: Point,
  factor: number,
  stage: Size,
  picture: Size,
): StageView {
  const least = fittedView(stage, picture).scale / 2;
  const scale = Math.min(Math.max(view.scale * factor, least), Math.max(mostScale, least));
  const actual = scale / view.scale;
  const moved = { scale, x: at.x - (at.x - view.x) * actual, y: at.y - (at.y - view.y) * actual };
  return heldView(moved, stage, picture);
}

/** A place of the stage as shares of the picture; outside of it below 0 or above 1. */
export function placeOf(view: StageView, at: Point, picture: Size): Point {
  return {
    x: (at.x - view.x) / (picture.width * view.scale),
    y: (at.y - view.y) / (picture.height * view.scale),
  };
}
