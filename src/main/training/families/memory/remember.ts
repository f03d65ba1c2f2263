import { setImmediate } from 'node:timers/promises';
import { RunningMoments, type ComponentMoments } from '../../../networks/component-moments.ts';
import { createCoreset, type Coreset } from '../../../networks/families/memory/coreset.ts';
import type { Memory } from '../../../networks/families/memory/views.ts';
import { seededRandom } from '../../../networks/random.ts';
import { throwIfCancelled } from '../../cancellation.ts';
import type { TrainingImage } from '../../example-source.ts';
import { memberCount, type MemorySettings } from './settings.ts';

/** The members of a view's memory, and what is left of it without those of one image. */
export interface RememberedImages extends Memory {
  /** Groups that the members are dealt out to: those wanted, or 1 where there are fewer members than that. */
  readonly groups: number;
  /** Descriptors that the members were chosen from. */
  readonly candidates: number;
  readonly radius: number;
  /**
   * The memory as it is without an image, `[K, D]`: each member from the image gives way to the nearest other image's
   * candidate that it stood for; where it stood for the image alone, nothing takes its place.
   */
  membersWithout(image: TrainingImage): Float32Array;
}

export interface ImagesToRemember {
  readonly images: readonly TrainingImage[];
  /** D, the components of a descriptor. */
  readonly channels: number;
  /** Descriptors of an image, `[D, positions]`. */
  descriptors(image: TrainingImage): Promise<Float32Array>;
  /** `[positions]`, 1 where a position counts. */
  readonly inside: Uint8Array;
  readonly settings: MemorySettings;
  /** The number of members is a multiple of it, where there are that many. */
  readonly groups: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Takes the share (0..1) that is done. */
  report(share: number): void;
}

/** Members chosen between two looks at whether the training was cancelled. */
const membersAtOnce = 32;

/** Candidates as they were drawn. */
interface Candidates {
  /** Standardised, `[n, D]`. */
  readonly points: Float32Array;
  /** Which image each is from. */
  readonly owners: Uint32Array;
}

/**
 * Chooses the members of a memory: random descriptors of all images, of which the farthest from each other are kept.
 *
 * @throws StationError CANCELLED, and when an image can no longer be read
 */
export async function rememberImages(training: ImagesToRemember): Promise<RememberedImages> {
  const { images, inside, settings, channels } = training;
  const { candidates, moments } = await drawCandidates(training);
  const count = candidates.owners.length;
  const positions = images.length * inside.reduce((sum, value) => sum + value, 0);
  const wanted = memberCount(settings, positions, count);
  const coreset = createCoreset(candidates.points, channels, 0);
  for (let known = 0; known < coreset.chosen.length && coreset.chosen.length < wanted;) {
    throwIfCancelled(training.signal);
    known = coreset.chosen.length;
    coreset.grow(Math.min(membersAtOnce, wanted - known));
    training.report(0.5 + coreset.chosen.length / wanted / 2);
    await setImmediate();
  }
  const groups = coreset.chosen.length < training.groups ? 1 : training.groups;
  const members = dealt(coreset.chosen.length, groups).flatMap((place) =>
    coreset.chosen.slice(place, place + 1).map((row) => ({ place, row })),
  );
  const substitutes = findSubstitutes(coreset, candidates.owners);
  const places = new Map(images.map(({ sha256 }, place) => [sha256, place]));
  const rowsAs = (rows: readonly number[]): Float32Array => rowsOf(candidates.points, rows, channels);
  return {
    moments,
    groups,
    members: rowsAs(members.map(({ row }) => row)),
    candidates: count,
    radius: coreset.radius,
    membersWithout(image) {
      const own = places.get(image.sha256);
      const rows = members.map(({ place, row }) =>
        candidates.owners[row] === own ? (substitutes[place] ?? -1) : row,
      );
      const other = rows.find((row) => row >= 0) ?? members[0]?.row ?? 0;
      return rowsAs(rows.map((row) => (row >= 0 ? row : other)));
    },
  };
}

/** Places 0 to count − 1 dealt out in turn, group after group; what cannot be shared evenly is left out. */
function dealt(count: number, groups: number): number[] {
  const each = Math.floor(count / groups);
  return Array.from({ length: each * groups }, (_, at) => (at % each) * groups + Math.floor(at / each));
}

/** Streams the moments and keeps the descriptors of random positions inside, each position once at most. */
async function drawCandidates(
  training: ImagesToRemember,
): Promise<{ candidates: Candidates; moments: ComponentMoments }> {
  const { images, inside, settings, channels } = training;
  const places = [...inside.keys()].filter((position) => inside[position] === 1);
  const drawn = drawIndices(images.length * places.length, settings.candidates, training.seed);
  const points = new Float32Array(drawn.length * channels);
  const owners = drawn.map((index) => Math.floor(index / places.length));
  const running = new RunningMoments(channels);
  let next = 0;
  for (const [image, source] of images.entries()) {
    throwIfCancelled(training.signal);
    const planes = await training.descriptors(source);
    running.add(planes, inside);
    for (; next < drawn.length && owners[next] === image; next++) {
      const position = places[(drawn[next] ?? 0) % places.length] ?? 0;
      for (let channel = 0; channel < channels; channel++) {
        points[next * channels + channel] = planes[channel * inside.length + position] ?? 0;
      }
    }
    training.report((image + 1) / images.length / 2);
  }
  const moments = running.result();
  for (let index = 0; index < points.length; index++) {
    const channel = index % channels;
    points[index] = ((points[index] ?? 0) - (moments.mean[channel] ?? 0)) / (moments.deviation[channel] ?? 1);
  }
  return { candidates: { points, owners }, moments };
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

/** For each member the nearest candidate of another image among those that it stands for; -1 where there is none. */
function findSubstitutes(coreset: Coreset, owners: Uint32Array): Int32Array {
  const substitutes = new Int32Array(coreset.chosen.length).fill(-1);
  const distances = new Float32Array(coreset.chosen.length).fill(Number.POSITIVE_INFINITY);
  for (const [candidate, member] of coreset.nearest.entries()) {
    const distance = coreset.squaredDistances[candidate] ?? 0;
    const row = coreset.chosen[member] ?? 0;
    if (owners[row] === owners[candidate] || distance >= (distances[member] ?? 0)) continue;
    distances[member] = distance;
    substitutes[member] = candidate;
  }
  return substitutes;
}

/** Rows of a matrix `[n, channels]`. */
function rowsOf(points: Float32Array, rows: readonly number[], channels: number): Float32Array {
  const result = new Float32Array(rows.length * channels);
  for (const [at, row] of rows.entries()) {
    result.set(points.subarray(row * channels, (row + 1) * channels), at * channels);
  }
  return result;
}
