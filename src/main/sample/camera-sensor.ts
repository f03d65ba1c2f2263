import { randomSource } from './random.ts';
import type { Scene } from './scene.ts';

const tableSize = 4096;
/** Table from linear light 0..1 to sRGB values 0..255. */
const encoded = Float32Array.from({ length: tableSize }, (_, at) => {
  const light = at / (tableSize - 1);
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
});

/** Linear light above which bright values are compressed instead of clipped. */
const shoulder = 0.75;
const noiseCount = 1 << 16;
let noise: Float32Array | undefined;

/**
 * Converts light to a camera's picture: lens blur, vignetting, exposure, a soft shoulder instead of hard clipping,
 * the sensor's noise, sRGB, 8 bits.
 *
 * @param light linear, `[H, W, 3]`; overwritten
 * @returns `[H, W, 3]`, uint8
 */
export function exposePicture(light: Float32Array, height: number, width: number, scene: Scene): Uint8Array {
  blurRows(light, height, width);
  blurColumns(light, height, width);
  return quantise(light, height, width, scene);
}

/** Blurs each row in place with weights 1 : 3 : 1. */
function blurRows(light: Float32Array, height: number, width: number): void {
  for (let row = 0; row < height; row++) {
    for (let channel = 0; channel < 3; channel++) {
      const first = row * width * 3 + channel;
      const last = first + (width - 1) * 3;
      let before = light[first] ?? 0;
      let here = before;
      for (let at = first; at <= last; at += 3) {
        const after = at < last ? (light[at + 3] ?? 0) : here;
        light[at] = before * 0.2 + here * 0.6 + after * 0.2;
        before = here;
        here = after;
      }
    }
  }
}

/** Blurs the columns in place with weights 1 : 3 : 1, using a copy of the original row above. */
function blurColumns(light: Float32Array, height: number, width: number): void {
  const length = width * 3;
  const above = light.slice(0, length);
  for (let row = 0; row < height; row++) {
    const start = row * length;
    const next = row + 1 < height ? length : 0;
    for (let at = 0; at < length; at++) {
      const here = light[start + at] ?? 0;
      light[start + at] = (above[at] ?? 0) * 0.2 + here * 0.6 + (light[start + next + at] ?? 0) * 0.2;
      above[at] = here;
    }
  }
}

function quantise(light: Float32Array, height: number, width: number, scene: Scene): Uint8Array {
  noise ??= makeNoise();
  const grains = noise;
  const random = randomSource(scene.sensorSeed);
  // The array rounds and clamps its values.
  const data = new Uint8ClampedArray(light.length);
  const furthest = (width * width + height * height) / 4;
  const darker = Float32Array.from({ length: width }, (_, column) => {
    const across = column - width / 2;
    return (0.12 * across * across) / furthest;
  });
  let at = 0;
  for (let row = 0; row < height; row++) {
    let grain = random.index(noiseCount);
    const down = row - height / 2;
    const rowGain = 1 - (0.12 * down * down) / furthest;
    for (let column = 0; column < width; column++) {
      const gain = scene.exposure * (rowGain - (darker[column] ?? 0));
      for (const end = at + 3; at < end; at++) {
        const exposed = (light[at] ?? 0) * gain;
        const over = exposed - shoulder;
        const value = over > 0 ? shoulder + over / (1 + 3.2 * over) : exposed;
        const grey = encoded[value >= 1 ? tableSize - 1 : (value * (tableSize - 1)) | 0] ?? 0;
        grain = (grain + 1) & (noiseCount - 1);
        data[at] = grey + (grains[grain] ?? 0) * 1.5;
      }
    }
  }
  return new Uint8Array(data.buffer);
}

function makeNoise(): Float32Array {
  const random = randomSource(15);
  return Float32Array.from({ length: noiseCount }, () => random.normal());
}
