import sharp from 'sharp';
import type { Frame } from '../../../shared/domain/frame.ts';
import { likenessSide, sharpness } from '../../../shared/domain/picture-likeness.ts';
import { seededRandom } from '../../networks/random.ts';
import { openDenseFeatures } from '../../learning/backbone-features.ts';
import type { BackboneFeatures } from '../../learning/backbone-features.ts';
import { depth, grid } from './traits.ts';
import type { Traits } from './traits.ts';

/** Side of a picture for the pretrained network, pixels: 14 cells at its stride of 16. */
const seenSide = 224;
/** Longest side of a picture when fine detail is measured, pixels, so that pictures of high-resolution cameras do not count as blurred. */
const detailSide = 512;

export interface TraitsComputer {
  of(frame: Frame): Promise<Traits>;
  release(): Promise<void>;
}

/**
 * Opens the pretrained network that computes the traits of pictures.
 *
 * @throws StationError NO_TEACHER if the file cannot be read, CORRUPT_MODEL if it is not the right network
 */
export async function openTraits(backboneFile: string): Promise<TraitsComputer> {
  const features = await openDenseFeatures(backboneFile, { side: seenSide, grid, magnification: 1 });
  const directions = randomDirections(features.channels);
  return {
    async of({ width, height, data }) {
      const picture = sharp(data, { raw: { width, height, channels: 3 } });
      const seen = await picture.clone().resize(seenSide, seenSide, { fit: 'fill' }).raw().toBuffer();
      const grey = picture.clone().greyscale();
      // Blurred, because detail finer than a cell would change with any shift of less than a cell.
      const small = await grey
        .clone()
        .resize(likenessSide, likenessSide, { fit: 'fill' })
        .blur(1)
        .raw()
        .toBuffer();
      const detail = await grey
        .resize(detailSide, detailSide, { fit: 'inside', withoutEnlargement: true })
        .raw()
        .toBuffer({ resolveWithObject: true });
      return {
        cells: await describe(features, directions, seen),
        small: new Uint8Array(small),
        colour: meanColour(seen),
        sharpness: sharpness(new Uint8Array(detail.data), detail.info.height, detail.info.width),
      };
    },
    release: () => features.release(),
  };
}

/** Makes random directions `[32, channels]`. They keep distances (Johnson and Lindenstrauss) and do not depend on data. */
function randomDirections(channels: number): Float32Array {
  const random = seededRandom(7);
  return Float32Array.from({ length: depth * channels }, () => random.normal() / Math.sqrt(depth));
}

async function describe(
  features: BackboneFeatures,
  directions: Float32Array,
  seen: Uint8Array,
): Promise<Float32Array> {
  const { channels } = features;
  const found = await features.run(new Uint8Array(seen), 1);
  const cells = new Float32Array(grid * grid * depth);
  for (let cell = 0; cell < grid * grid; cell++) {
    for (let direction = 0; direction < depth; direction++) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel++) {
        sum += (directions[direction * channels + channel] ?? 0) * (found[cell * channels + channel] ?? 0);
      }
      cells[cell * depth + direction] = sum;
    }
  }
  return cells;
}

function meanColour(pixels: Uint8Array): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let index = 0; index < pixels.length; index += 3) {
    sums[0] += pixels[index] ?? 0;
    sums[1] += pixels[index + 1] ?? 0;
    sums[2] += pixels[index + 2] ?? 0;
  }
  const count = pixels.length / 3;
  return [sums[0] / count, sums[1] / count, sums[2] / count];
}
