import { median } from '../../../shared/domain/robust-deviation.ts';
import type { NotAlignable } from '../../../shared/domain/part-spread.ts';
import type { Pose } from '../../../shared/domain/pose.ts';
import type { Pixels } from '../likeness/measure-picture.ts';
import { mostAspect, type Alignment } from './alignment.ts';
import { longestGridSide } from './coarse-search.ts';
import { edgesBeyond, finderOf, type PartReference } from './find-pose.ts';
import { meanPart } from './mean-part.ts';
import { isRound } from './round-part.ts';
import { gridFor, shrunk, steepness, type Grid, type SmallPicture } from './small-picture.ts';
import { spreadOf } from './spread.ts';

export type LearntAlignment =
  | { readonly alignment: Alignment; readonly why: null }
  | { readonly alignment: null; readonly why: NotAlignable };

export interface AlignmentSource {
  /** Sizes of the good images, pixels; at least one. */
  readonly images: readonly { readonly width: number; readonly height: number }[];
  /** Reads an image. @returns null if it cannot be read */
  read(index: number): Promise<Pixels | null>;
  /**
   * Whether the first image defines the part's place, because regions were drawn on it; otherwise the most
   * typical image does.
   */
  readonly likeFirst: boolean;
  report(share: number): void;
}

/** Most images used; more would change little. */
const mostImages = 60;
/** Number of images among which the most typical one is searched. */
const typicalAmong = 8;
/** Number of times that the images are laid over each other. */
const rounds = 2;
/** Ratio of edges at the border to those in the middle from which on pictures show no single part. */
const mostAtBorder = 0.7;
/** Width of the border as a share of each side. */
const borderShare = 0.06;
/** Least likeness of the median image to the mean of the others. */
const leastCommon = 0.7;
/** Least share of images with this likeness. */
const leastFound = 0.8;
/**
 * Required likeness as a share of good images' likeness; it is low because defective parts must be found too.
 */
const tolerance = 0.5;
/** How much more of a part may lie beyond the border than of good parts, as a share. */
const moreBeyond = 0.03;

/** Learns from good images how their parts lie: a reference to align each part with. */
export async function learnAlignment(source: AlignmentSource): Promise<LearntAlignment> {
  const aspect = aspectOf(source.images);
  const pictures = await readPictures(source, gridFor(aspect, longestGridSide));
  const [first] = pictures;
  if (!first || isTexture(pictures)) return { alignment: null, why: 'texture' };
  const turns = !isRound(pictures);
  const anchor = source.likeFirst ? first : mostTypical(pictures, turns);
  let reference = referenceOf(anchor, turns);
  let likeness: readonly number[] = [];
  for (let round = 0; round < rounds; round++) {
    const finder = finderOf(reference, anything);
    const poses = pictures.map((picture) => finder.likeliest(picture));
    const mean = meanPart(pictures, poses, reference.picture);
    likeness = mean.likeness;
    reference = referenceOf(mean.picture, turns);
  }
  const common = median(likeness);
  if (common < leastCommon) return { alignment: null, why: 'unlike' };
  const leastLikeness = tolerance * common;
  const finder = finderOf(reference, anything);
  const poses = pictures.map((picture) => finder.likeliest(picture));
  const found = poses.filter((pose) => pose.likeness >= leastLikeness);
  if (found.length < leastFound * poses.length) return { alignment: null, why: 'unlike' };
  return { alignment: { aspect, ...alignmentOf(reference, found, leastLikeness) }, why: null };
}

/** Returns the aspect of the median picture. */
function aspectOf(images: AlignmentSource['images']): number {
  const aspect = median(images.map(({ width, height }) => width / height));
  return Math.min(Math.max(aspect, 1 / mostAspect), mostAspect);
}

async function readPictures({ images, read, report }: AlignmentSource, grid: Grid): Promise<SmallPicture[]> {
  const apart = Math.max(1, images.length / mostImages);
  const looked = Math.min(images.length, mostImages);
  const pictures: SmallPicture[] = [];
  for (let index = 0; index < looked; index++) {
    const pixels = await read(Math.floor(index * apart));
    if (pixels) pictures.push(shrunk(pixels, grid));
    report((index + 1) / looked);
  }
  return pictures;
}

/** Returns whether the pictures show about as much at their borders as inside. */
function isTexture(pictures: readonly SmallPicture[]): boolean {
  const shares = pictures.map((picture) => {
    const { width, height, values } = steepness(picture);
    const edge = Math.max(1, Math.round(borderShare * Math.max(width, height)));
    let [border, borderPlaces, inner, innerPlaces] = [0, 0, 0, 0];
    for (const [place, value] of values.entries()) {
      const [x, y] = [place % width, Math.floor(place / width)];
      const toBorder = Math.min(x, y, width - 1 - x, height - 1 - y);
      if (toBorder === 0) continue;
      if (toBorder <= edge) [border, borderPlaces] = [border + value, borderPlaces + 1];
      else [inner, innerPlaces] = [inner + value, innerPlaces + 1];
    }
    return inner > 0 ? border / borderPlaces / (inner / innerPlaces) : 1;
  });
  return median(shares) > mostAtBorder;
}

/** Returns the picture most similar to the others. */
function mostTypical(pictures: readonly SmallPicture[], turns: boolean): SmallPicture {
  const apart = Math.max(1, pictures.length / typicalAmong);
  const some = pictures.filter((_, index) => Math.floor(index % apart) === 0);
  const rated = some.map((picture) => {
    const finder = finderOf(referenceOf(picture, turns), anything);
    return { picture, likeness: median(some.map((other) => finder.likeliest(other).likeness)) };
  });
  const [best] = rated.toSorted((a, b) => b.likeness - a.likeness);
  if (!best) throw new RangeError('There is no picture to choose from');
  return best.picture;
}

/** Limits for a finder that must always find a pose. */
const anything = { leastLikeness: -1, mostBeyond: 1 };

/** Makes a reference from a picture; the middle of its edges is the part's middle. */
function referenceOf(picture: SmallPicture, turns: boolean): PartReference {
  const { width, values } = steepness(picture);
  let [sum, x, y] = [0, 0, 0];
  for (const [place, value] of values.entries()) {
    sum += value;
    x += value * (place % width);
    y += value * Math.floor(place / width);
  }
  return { picture, centre: { x: x / sum, y: y / sum }, turns };
}

function alignmentOf(
  { picture, centre, turns }: PartReference,
  poses: readonly Pose[],
  leastLikeness: number,
): Omit<Alignment, 'aspect'> {
  const { across, down: high, values } = picture;
  const beyond = edgesBeyond(picture, centre);
  const shares = poses.map(({ angle, right, down }) =>
    beyond({ angle: (angle * Math.PI) / 180, right: right * across, down: down * high }),
  );
  return {
    reference: Buffer.from(Uint8Array.from(values, Math.round)).toString('base64'),
    turns,
    leastLikeness,
    centre: { x: (centre.x + 0.5) / across, y: (centre.y + 0.5) / high },
    mostBeyond: Math.min(1, Math.max(...shares) + moreBeyond),
    spread: spreadOf(poses),
  };
}
