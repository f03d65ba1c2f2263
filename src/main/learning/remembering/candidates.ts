import { RunningMoments, type ComponentMoments } from '../../networks/component-moments.ts';
import { seededRandom } from '../../networks/random.ts';
import { throwIfCancelled } from '../training-hooks.ts';
import type { TrainingImage } from '../training-image.ts';

/** Where a view's candidates come from. */
export interface CandidateSource {
  readonly images: readonly TrainingImage[];
  /** D, the components of a descriptor. */
  readonly channels: number;
  /** Descriptors of an image, `[D, positions]`. */
  descriptors(image: TrainingImage): Promise<Float32Array>;
  /** `[positions]`, 1 where a position counts. */
  readonly inside: Uint8Array;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** Descriptors of good images, as they were drawn. */
export interface Candidates {
  /** Standardised, `[n, D]`. */
  readonly points: Float32Array;
  /** Places of the images that they are from, in ascending order. */
  readonly owners: Uint32Array;
  /** μ and σ of all descriptors inside, drawn or not. */
  readonly moments: ComponentMoments;
}

/**
 * Streams the moments and keeps the descriptors of random positions inside, each position once at most.
 *
 * @param most descriptors to keep
 * @throws StationError CANCELLED, and when an image can no longer be read
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

/** `count` different indices below `total`, or all of them, in ascending order. */
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
