import type { Frame } from '../../../shared/domain/frame.ts';
import type { Pose } from '../../../shared/domain/pose.ts';
import type { Pixels } from '../likeness/measure-picture.ts';
import type { Alignment } from './alignment.ts';
import { poseFinder, type PoseFinder } from './find-pose.ts';
import { frameInPlace } from './warp.ts';

/** A picture with its part aligned as the model learnt it. */
export interface PlacedFrame {
  readonly frame: Frame;
  readonly pose: Pose;
}

const finders = new WeakMap<Alignment, PoseFinder>();

/**
 * Aligns the part of a picture. Training and inspection both use this function for models with an alignment.
 *
 * @param pixels as the camera gives them
 * @throws StationError OUT_OF_PLACE if the picture does not show enough of the part
 */
export function placePart(pixels: Pixels, alignment: Alignment): PlacedFrame {
  const finder = finders.get(alignment) ?? poseFinder(alignment);
  finders.set(alignment, finder);
  const pose = finder.find(pixels);
  return { frame: frameInPlace(pixels, pose.motion), pose };
}
