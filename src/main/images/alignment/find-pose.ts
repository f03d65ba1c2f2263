import { motionOf, moved, type Pose } from '../../../shared/domain/pose.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { Pixels } from '../likeness/measure-picture.ts';
import type { Alignment } from './alignment.ts';
import { longestGridSide, prepareCoarseSearch, type GridPose } from './coarse-search.ts';
import { prepareRefinement } from './refine-pose.ts';
import { coarser, gridFor, shrunk, steepness, valueBetween, type SmallPicture } from './small-picture.ts';

/** Finds the pose of a picture's part. */
export interface PoseFinder {
  /** Returns the most likely pose, even if the picture does not resemble the reference. */
  likeliest(picture: Pixels | SmallPicture): Pose;
  /** @throws StationError OUT_OF_PLACE if the picture does not show enough of the part */
  find(picture: Pixels): Pose;
}

/** The data of a finder: an alignment without the statistics of good images. */
export interface PartReference extends Pick<Alignment, 'turns'> {
  /** Luminance of the aligned part. */
  readonly picture: SmallPicture;
  /** Centre of turning, cells. */
  readonly centre: { readonly x: number; readonly y: number };
}

/** Refinement steps: at each candidate, at the best one, and at the best one on the whole grid. */
const steps = { candidate: 2, best: 6, whole: 3 } as const;

/** Makes a finder from the alignment in a model's card. */
export function poseFinder(alignment: Alignment): PoseFinder {
  const { aspect, reference, centre, turns } = alignment;
  const grid = gridFor(aspect, longestGridSide);
  const bytes = Buffer.from(reference, 'base64');
  if (bytes.length !== grid.width * grid.height) {
    throw new RangeError(`A reference of ${bytes.length} cells does not fill ${grid.width} × ${grid.height}`);
  }
  const picture = { ...grid, values: Float32Array.from(bytes) };
  const middle = { x: centre.x * grid.across - 0.5, y: centre.y * grid.down - 0.5 };
  return finderOf({ picture, centre: middle, turns }, alignment);
}

/**
 * Makes a finder from a reference.
 *
 * @param limits how much of the part a picture must show
 */
export function finderOf(
  { picture: reference, centre, turns }: PartReference,
  { leastLikeness, mostBeyond }: Pick<Alignment, 'leastLikeness' | 'mostBeyond'>,
): PoseFinder {
  const { across, down: high } = reference;
  const half = { x: (centre.x + 0.5) / 2 - 0.5, y: (centre.y + 0.5) / 2 - 0.5 };
  const search = prepareCoarseSearch(reference, centre, turns);
  const atHalf = prepareRefinement(coarser(reference, 2), half, turns);
  const whole = prepareRefinement(reference, centre, turns);
  const middle = { x: (centre.x + 0.5) / across, y: (centre.y + 0.5) / high };
  const beyond = edgesBeyond(reference, centre);

  function likeliestOnGrid(picture: SmallPicture) {
    const smaller = coarser(picture, 2);
    const looked = search
      .candidates(picture)
      .map((pose) => atHalf.refine(smaller, scaled(pose, 0.5), steps.candidate))
      .toSorted((a, b) => b.likeness - a.likeness);
    const closer = atHalf.refine(smaller, looked[0] ?? { angle: 0, right: 0, down: 0 }, steps.best);
    return whole.refine(picture, scaled(closer, 2), steps.whole);
  }

  function posed({ angle, right, down, likeness }: ReturnType<typeof likeliestOnGrid>): Pose {
    const shift = { angle, right: right / across, down: down / high };
    return {
      angle: degrees(angle),
      right: shift.right,
      down: shift.down,
      likeness,
      motion: motionOf(shift, middle, across / high),
    };
  }

  const onGrid = (picture: Pixels | SmallPicture): SmallPicture =>
    'values' in picture ? picture : shrunk(picture, reference);

  return {
    likeliest: (picture) => posed(likeliestOnGrid(onGrid(picture))),
    find(picture) {
      const found = likeliestOnGrid(onGrid(picture));
      if (!(found.likeness >= leastLikeness)) {
        throw new StationError(
          'OUT_OF_PLACE',
          `The part was not found in the picture: likeness ${found.likeness.toFixed(2)}, at least ` +
            `${leastLikeness.toFixed(2)} is needed. Put the part into the picture as the good images show it.`,
        );
      }
      const share = beyond(found);
      if (share > mostBeyond) {
        throw new StationError(
          'OUT_OF_PLACE',
          `${Math.round(100 * share)} % of the part lies outside of the picture. Move the part or the camera.`,
        );
      }
      return posed(found);
    },
  };
}

/** Returns a function for the share of a reference's edges that a pose puts beyond the picture's border. */
export function edgesBeyond(
  reference: SmallPicture,
  centre: PartReference['centre'],
): (pose: GridPose) => number {
  const { width, height, values } = coarser(steepness(reference), 4);
  const grid = { width: reference.width, height: reference.height };
  const all = values.reduce((sum, value) => sum + value, 0);
  return ({ angle, right, down }) => {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let outside = 0;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const [dx, dy] = [4 * column + 1.5 - centre.x, 4 * row + 1.5 - centre.y];
        const x = centre.x + right + cos * dx - sin * dy;
        const y = centre.y + down + sin * dx + cos * dy;
        const isInside = x >= -0.5 && y >= -0.5 && x <= grid.width - 0.5 && y <= grid.height - 0.5;
        if (!isInside) outside += values[row * width + column] ?? 0;
      }
    }
    return all > 0 ? outside / all : 0;
  };
}

/** Returns a small picture with its part aligned; NaN where it shows nothing. */
export function inPlace(picture: SmallPicture, pose: Pose): Float32Array {
  const { width, height, across, down } = picture;
  return Float32Array.from({ length: width * height }, (_, place) => {
    const [column, row] = [place % width, Math.floor(place / width)];
    const [x, y] = moved(pose.motion, [(column + 0.5) / across, (row + 0.5) / down]);
    return valueBetween(picture, x * across - 0.5, y * down - 0.5) ?? Number.NaN;
  });
}

function scaled({ angle, right, down }: GridPose, factor: number): GridPose {
  return { angle, right: right * factor, down: down * factor };
}

/** Converts radians to degrees, −180 to 180. */
function degrees(angle: number): number {
  const turn = ((angle * 180) / Math.PI) % 360;
  return turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
}
