import sharp from 'sharp';
import { StationError, messageOf } from '../../shared/domain/station-error.ts';
import { seededRandom, type Random } from '../networks/random.ts';
import type { ListedImage } from './image-list.ts';

/** Side of the smallest square cut from a picture, pixels; smaller only if the picture is smaller. */
const smallestCut = 180;
const greyShare = 0.1;

/**
 * Loads random square crops `[B, side, side, 3]`, uint8. Each comes from a random picture (different pictures in a batch if there
 * are enough) at random size and place; half of them are mirrored, a tenth is grey.
 *
 * @param seeds numbers that determine the choice, e.g. the run's seed and the step
 * @throws StationError UNREADABLE_IMAGE naming the file
 */
export async function loadCrops(
  images: readonly ListedImage[],
  options: { readonly count: number; readonly side: number; readonly seeds: readonly number[] },
): Promise<Uint8Array> {
  const { count, side } = options;
  const random = seededRandom(...options.seeds);
  const choice = distinct(random, images, count);
  const cuts = choice.map((image) => ({ image, ...randomCut(random, image) }));
  const crops = await Promise.all(cuts.map((cut) => readCut(cut.image, cut, side)));
  const batch = new Uint8Array(count * side * side * 3);
  crops.forEach((crop, index) => batch.set(crop, index * side * side * 3));
  return batch;
}

interface Cut {
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly mirrored: boolean;
  readonly grey: boolean;
}

function distinct(random: Random, images: readonly ListedImage[], count: number): ListedImage[] {
  const pool = [...images];
  return Array.from({ length: count }, () => {
    if (pool.length === 0) pool.push(...images);
    const [image] = pool.splice(random.integer(pool.length), 1);
    if (!image) throw new StationError('NO_IMAGES', 'There is no image to train on.');
    return image;
  });
}

function randomCut(random: Random, { width, height }: ListedImage): Cut {
  const short = Math.min(width, height);
  const least = Math.min(short, smallestCut);
  const size = least + random.integer(short - least + 1);
  return {
    left: random.integer(width - size + 1),
    top: random.integer(height - size + 1),
    size,
    mirrored: random.next() < 0.5,
    grey: random.next() < greyShare,
  };
}

async function readCut({ file }: ListedImage, cut: Cut, side: number): Promise<Uint8Array> {
  try {
    const { data, info } = await sharp(file)
      .removeAlpha()
      .toColourspace('srgb')
      .extract({ left: cut.left, top: cut.top, width: cut.size, height: cut.size })
      .resize(side, side, { fit: 'fill', kernel: 'linear' })
      .flop(cut.mirrored)
      .raw()
      .toBuffer({ resolveWithObject: true });
    return cut.grey || info.channels === 1 ? greyOf(data, info.channels) : data;
  } catch (error) {
    throw new StationError('UNREADABLE_IMAGE', `The image ${file} cannot be read.`, messageOf(error));
  }
}

/** Replaces every channel by the mean of the channels. */
function greyOf(data: Uint8Array, channels: number): Uint8Array {
  const grey = new Uint8Array((data.length / channels) * 3);
  for (let pixel = 0; pixel < grey.length / 3; pixel++) {
    const channel = data.subarray(pixel * channels, (pixel + 1) * channels);
    const mean = Math.round(channel.reduce((sum, value) => sum + value, 0) / channels);
    grey.fill(mean, pixel * 3, pixel * 3 + 3);
  }
  return grey;
}
