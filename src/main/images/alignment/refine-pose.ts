import type { GridPose } from './coarse-search.ts';
import type { SmallPicture } from './small-picture.ts';

/** A pose with the likeness of the aligned part to the reference. */
export interface RefinedPose extends GridPose {
  /** Correlation of luminance within the picture, −1 to 1. */
  readonly likeness: number;
}

/** Refines an approximate pose to a fraction of a cell. */
export interface PoseRefinement {
  refine(picture: SmallPicture, pose: GridPose, steps: number): RefinedPose;
}

/**
 * Standard deviations beyond which differences count little, because they are defects, glare or another
 * background.
 */
const tolerated = 0.5;
/** Smaller steps end the refinement, cells. */
const smallestStep = 0.03;
/**
 * Number of compared places: the steepest ones, which determine the pose, and every so many of the others.
 */
const steepPlaces = 1_500;
const othersEvery = 6;

/**
 * Prepares the refinement: Gauss–Newton steps on the difference of luminance (Baker and Matthews 2004,
 * inverse compositional). Brightness and contrast of the picture are fitted to the reference.
 *
 * @param reference luminance of the aligned part
 * @param centre of turning, cells
 * @param turns whether the part may be turned
 */
export function prepareRefinement(
  reference: SmallPicture,
  centre: { readonly x: number; readonly y: number },
  turns: boolean,
): PoseRefinement {
  const { width, height } = reference;
  const scale = deviationOf(reference.values);
  const places = tellingPlaces(reference);
  const count = places.length;
  const [fromMiddle, below, known] = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ];
  const [byAngle, byRight, byDown] = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ];
  for (const [index, place] of places.entries()) {
    const [right, down] = slopeAt(reference, place);
    fromMiddle[index] = (place % width) - centre.x;
    below[index] = Math.floor(place / width) - centre.y;
    known[index] = reference.values[place] ?? 0;
    byRight[index] = right / scale;
    byDown[index] = down / scale;
    byAngle[index] = turns ? (down * (fromMiddle[index] ?? 0) - right * (below[index] ?? 0)) / scale : 0;
  }
  /** The picture's values at the part's places; negative beyond the picture. */
  const seen = new Float32Array(count);

  /** Fills `seen` and compares it with the reference. */
  function look({ values }: SmallPicture, { angle, right, down }: GridPose) {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let [inside, sum, squares, knownSum, knownSquares, products] = [0, 0, 0, 0, 0, 0];
    for (let index = 0; index < count; index++) {
      const [dx, dy] = [fromMiddle[index] ?? 0, below[index] ?? 0];
      const x = centre.x + right + cos * dx - sin * dy;
      const y = centre.y + down + sin * dx + cos * dy;
      if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) {
        seen[index] = -1;
        continue;
      }
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [u, v] = [x - left, y - top];
      const corner = top * width + left;
      const upper = (values[corner] ?? 0) * (1 - u) + (values[corner + 1] ?? 0) * u;
      const lower = (values[corner + width] ?? 0) * (1 - u) + (values[corner + width + 1] ?? 0) * u;
      const value = upper * (1 - v) + lower * v;
      const other = known[index] ?? 0;
      seen[index] = value;
      inside += 1;
      sum += value;
      squares += value * value;
      knownSum += other;
      knownSquares += other * other;
      products += value * other;
    }
    const variance = squares - (sum * sum) / inside;
    const knownVariance = knownSquares - (knownSum * knownSum) / inside;
    const common = products - (sum * knownSum) / inside;
    const isFlat = !(variance > 0 && knownVariance > 0);
    // Fits the picture's luminance to the reference's.
    const gain = isFlat ? 0 : Math.sqrt(knownVariance / variance);
    return {
      likeness: isFlat ? 0 : common / Math.sqrt(variance * knownVariance),
      gain,
      offset: (knownSum - gain * sum) / inside,
      share: inside / count,
    };
  }

  /** Makes one Gauss–Newton step. @returns turn and shift of the part that explain the differences */
  function step(gain: number, offset: number): readonly [number, number, number] {
    let [aa, ar, ad, rr, rd, dd, a, r, d] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (let index = 0; index < count; index++) {
      const value = seen[index] ?? 0;
      if (value < 0) continue;
      const [turn, right, down] = [byAngle[index] ?? 0, byRight[index] ?? 0, byDown[index] ?? 0];
      const difference = (gain * value + offset - (known[index] ?? 0)) / scale;
      const weight = 1 / (1 + (difference / tolerated) ** 2);
      aa += weight * turn * turn;
      ar += weight * turn * right;
      ad += weight * turn * down;
      rr += weight * right * right;
      rd += weight * right * down;
      dd += weight * down * down;
      a += weight * turn * difference;
      r += weight * right * difference;
      d += weight * down * difference;
    }
    return turns ? solve3([aa, ar, ad, rr, rd, dd], [a, r, d]) : [0, ...solve2([rr, rd, dd], [r, d])];
  }

  return {
    refine(picture, start, steps) {
      let pose: GridPose = start;
      let found = look(picture, pose);
      let best: RefinedPose = { ...pose, likeness: found.likeness };
      for (let taken = 0; taken < steps; taken++) {
        const [turn, right, down] = step(found.gain, found.offset);
        const angle = pose.angle - turn;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        pose = {
          angle,
          right: pose.right - cos * right + sin * down,
          down: pose.down - sin * right - cos * down,
        };
        found = look(picture, pose);
        // Stops at a step that leads away from the part.
        if (!(found.share > 0.2) || !(found.likeness >= best.likeness - 0.05)) break;
        if (found.likeness > best.likeness) best = { ...pose, likeness: found.likeness };
        if (Math.hypot(right, down, turn * Math.max(width, height) * 0.5) < smallestStep) break;
      }
      return best;
    },
  };
}

/** Returns a picture's change per cell to the right and down. */
function slopeAt({ width, values }: SmallPicture, place: number): [number, number] {
  const right = (values[place + 1] ?? 0) - (values[place - 1] ?? 0);
  const down = (values[place + width] ?? 0) - (values[place - width] ?? 0);
  return [right / 2, down / 2];
}

/** Returns the places to compare, without the picture's border. */
function tellingPlaces(picture: SmallPicture): Int32Array {
  const { width, height } = picture;
  const within = Array.from({ length: width * height }, (_, place) => place).filter((place) => {
    const [x, y] = [place % width, Math.floor(place / width)];
    return x > 0 && y > 0 && x < width - 1 && y < height - 1;
  });
  const slopes = new Map(within.map((place) => [place, Math.hypot(...slopeAt(picture, place))]));
  const bySlope = within.toSorted((a, b) => (slopes.get(b) ?? 0) - (slopes.get(a) ?? 0));
  const others = bySlope.slice(steepPlaces).sort((a, b) => a - b);
  const chosen = [
    ...bySlope.slice(0, steepPlaces),
    ...others.filter((_, index) => index % othersEvery === 0),
  ];
  return Int32Array.from(chosen).sort();
}

function deviationOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.max(
    1e-3,
    Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length),
  );
}

/** Solves a symmetric system of two equations; [0, 0] where it has no solution. */
function solve2(
  [aa, ab, bb]: readonly [number, number, number],
  [a, b]: readonly [number, number],
): [number, number] {
  const area = aa * bb - ab * ab;
  return area > 1e-9 ? [(a * bb - b * ab) / area, (b * aa - a * ab) / area] : [0, 0];
}

/** Solves a symmetric system of three equations; zeros where it has no solution. */
function solve3(
  [aa, ab, ac, bb, bc, cc]: readonly [number, number, number, number, number, number],
  [a, b, c]: readonly [number, number, number],
): readonly [number, number, number] {
  const [p, q, s] = [bb * cc - bc * bc, ac * bc - ab * cc, ab * bc - ac * bb];
  const volume = aa * p + ab * q + ac * s;
  if (!(Math.abs(volume) > 1e-9)) return [0, 0, 0];
  const [t, u, v] = [aa * cc - ac * ac, ab * ac - aa * bc, aa * bb - ab * ab];
  return [
    (p * a + q * b + s * c) / volume,
    (q * a + t * b + u * c) / volume,
    (s * a + u * b + v * c) / volume,
  ];
}
