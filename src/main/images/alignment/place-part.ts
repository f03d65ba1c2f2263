import type { Frame } from '../../../shared/domain/frame.ts';
import type { Pose } from '../../../shared/domain/pose.ts';
import type { Pixels } from '../likeness/measure-picture.ts';
import type { Alignment } from './alignment.ts';
import { poseFinder, type PoseFinder } from './find-pose.ts';
import { frameInPlace } from './warp.ts';

/** What a picture shows, with its part in the place that a model learnt it in. */
export interface PlacedFrame {
  readonly frame: Frame;
  readonly pose: Pose;
}

const finders = new WeakMap<Alignment, PoseFinder>();

/**
 * Brings the part of a picture into place: the one way from pictures to what a model with an alignment sees, in training and inspection.
 *
 * @param pixels as the camera gives them
 * @throws StationError OUT_OF_PLACE where the picture does not show the part, or not enough of it
 */
export function placePart(pixels: Pixels, alignment: Alignment): PlacedFrame {
  const finder = finders.get(alignment) ?? poseFinder(alignment);
  finders.set(alignment, finder);
  const pose = finder.find(pixels);
  return { frame: frameInPlace(pixels, pose.motion), pose };
}
