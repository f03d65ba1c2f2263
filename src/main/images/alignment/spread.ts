import { median } from '../../../shared/domain/robust-deviation.ts';
import type { Pose } from '../../../shared/domain/pose.ts';
import type { PartSpread } from '../../../shared/domain/part-spread.ts';

/** Share of the images that lie within the reported spread. */
const toldShare = 0.9;

/** Returns how far parts lie from their usual place. @param poses at least one */
export function spreadOf(poses: readonly Pose[]): PartSpread {
  const shiftOf = (name: 'right' | 'down'): number => {
    const usual = median(poses.map((pose) => pose[name]));
    return mostOf(poses.map((pose) => Math.abs(pose[name] - usual)));
  };
  const angles = poses.map(({ angle }) => angle);
  // Angles on a circle have no median, so the usual angle is the one with the smallest turns to the others.
  const turns = angles.map((usual) => mostOf(angles.map((angle) => between(angle, usual))));
  return { images: poses.length, angle: Math.min(...turns), right: shiftOf('right'), down: shiftOf('down') };
}

/** Returns the value that nine of ten values do not exceed. */
function mostOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(toldShare * sorted.length) - 1] ?? 0;
}

/** Degrees between two angles, 0 to 180. */
function between(one: number, other: number): number {
  const turn = Math.abs(one - other) % 360;
  return Math.min(turn, 360 - turn);
}
