import sharp from 'sharp';
import type { Frame } from '../../../shared/domain/frame.ts';
import { likenessSide, sharpness } from '../../../shared/domain/picture-likeness.ts';
import { seededRandom } from '../../networks/random.ts';
import { openDenseFeatures } from '../../learning/backbone-features.ts';
import type { BackboneFeatures } from '../../learning/backbone-features.ts';
import { depth, grid } from './traits.ts';
import type { Traits } from './traits.ts';

/** Side at which the pretrained network sees a picture, pixels: 14 cells at its stride of 16. */
const seenSide = 224;
/** Longest side at which fine detail is measured, so that cameras of many pixels do not count as blurred. */
const detailSide = 512;

export interface TraitsComputer {
  of(frame: Frame): Promise<Traits>;
  release(): Promise<void>;
}

/**
 * Opens the pretrained network to say what pictures look like.
 *
 * @throws StationError NO_TEACHER if the file cannot be read, CORRUPT_MODEL if it is no such network
 */
export async function openTraits(backboneFile: string): Promise<TraitsComputer> {
  const features = await openDenseFeatures(backboneFile, { side: seenSide, grid, magnification: 1 });
  const directions = randomDirections(features.channels);
  return {
    async of({ width, height, data }) {
      const picture = sharp(data, { raw: { width, height, channels: 3 } });
      const seen = await picture.clone().resize(seenSide, seenSide, { fit: 'fill' }).raw().toBuffer();
      const grey = picture.clone().greyscale();
      // Detail finer than a cell would change with every shift by less than one.
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

/** `[32, channels]`: random directions keep distances (Johnson and Lindenstrauss), and need no data to be found. */
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
