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
  /** @returns null where the image cannot be read */
  read(index: number): Promise<Pixels | null>;
  /** Whether the part's place is that of the first image, since regions were drawn on it; else the most typical image is chosen. */
  readonly likeFirst: boolean;
  report(share: number): void;
}

/** Images that are looked at; more would say little else. */
const mostImages = 60;
/** Images among which the most typical one is looked for, and that each of them is compared with. */
const typicalAmong = 8;
/** Times that the images are laid over each other. */
const rounds = 2;
/** Edges at the border, to those in the middle, from which on pictures show no part by itself. */
const mostAtBorder = 0.7;
/** The border: this share of each side. */
const borderShare = 0.06;
/** Likeness of the median image to the mean of the others from which on parts are alike enough. */
const leastCommon = 0.7;
/** The share of images that are like it, at least. */
const leastFound = 0.8;
/** A part is found that is this much as like the reference as good ones are: a defective one has to be found, too. */
const tolerance = 0.5;
/** More of a part may lie beyond the border than of good ones. */
const moreBeyond = 0.03;

/** Learns from good images where their parts lie: a reference that each part can be laid over. */
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

/** The aspect of the median picture. */
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

/** Whether there is about as much to be seen at the pictures' borders as within. */
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

/** The picture that the others are most like. */
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

/** What a finder needs of limits where it is to find in any case. */
const anything = { leastLikeness: -1, mostBeyond: 1 };

/** The reference that a picture makes: the middle of its edges is the part's. */
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
