import { RunningMoments, type ComponentMoments } from '../../networks/component-moments.ts';
import { seededRandom } from '../../networks/random.ts';
import { throwIfCancelled } from '../training-hooks.ts';
import type { TrainingImage } from '../training-image.ts';

/** Images and descriptors that a view's candidates are drawn from. */
export interface CandidateSource {
  readonly images: readonly TrainingImage[];
  /** D, the number of components of a descriptor. */
  readonly channels: number;
  /** Computes the descriptors of an image, `[D, positions]`. */
  descriptors(image: TrainingImage): Promise<Float32Array>;
  /** `[positions]`, 1 where a position counts. */
  readonly inside: Uint8Array;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** Randomly drawn descriptors of good images. */
export interface Candidates {
  /** Standardised, `[n, D]`. */
  readonly points: Float32Array;
  /** Index of each candidate's image, ascending. */
  readonly owners: Uint32Array;
  /** μ and σ of all descriptors inside the area, drawn or not. */
  readonly moments: ComponentMoments;
}

/**
 * Reads all descriptors, computes their moments and keeps those at random positions inside the area, each
 * position at most once.
 *
 * @param most descriptors to keep
 * @throws StationError CANCELLED, and if an image can no longer be read
 */
export async function drawCandidates(
  { images, channels, descriptors, inside, seed, signal }: CandidateSource,
  most: number,
  report: (share: number) => void,
): Promise<Candidates> {
  const places = [...inside.keys()].filter((position) => inside[position] === 1);
  const drawn = drawIndices(images.length * places.length, most, seed);
  const points = new Float32Array(drawn.length * channels);
  const owners = drawn.map((index) => Math.floor(index / places.length));
  const running = new RunningMoments(channels);
  let next = 0;
  for (const [image, source] of images.entries()) {
    throwIfCancelled(signal);
    const planes = await descriptors(source);
    running.add(planes, inside);
    for (; next < drawn.length && owners[next] === image; next++) {
      const position = places[(drawn[next] ?? 0) % places.length] ?? 0;
      for (let channel = 0; channel < channels; channel++) {
        points[next * channels + channel] = planes[channel * inside.length + position] ?? 0;
      }
    }
    report((image + 1) / images.length);
  }
  const moments = running.result();
  for (let index = 0; index < points.length; index++) {
    const channel = index % channels;
    points[index] = ((points[index] ?? 0) - (moments.mean[channel] ?? 0)) / (moments.deviation[channel] ?? 1);
  }
  return { points, owners, moments };
}

/** Returns `count` distinct indices below `total`, or all of them, ascending. */
function drawIndices(total: number, count: number, seed: number): Uint32Array {
  const random = seededRandom(seed, 4);
  const indices = Uint32Array.from({ length: total }, (_, index) => index);
  const wanted = Math.min(count, total);
  for (let place = 0; place < wanted; place++) {
    const other = place + random.integer(total - place);
    const value = indices[place] ?? 0;
    indices[place] = indices[other] ?? 0;
    indices[other] = value;
  }
  return indices.slice(0, wanted).sort();
}
