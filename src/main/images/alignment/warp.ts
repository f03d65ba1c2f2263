import type { Frame } from '../../../shared/domain/frame.ts';
import { moved, type Motion } from '../../../shared/domain/pose.ts';
import type { Pixels } from '../likeness/measure-picture.ts';

/** Least pixels of a reduced frame: those that a model's finest view uses. */
const enoughPixels = 768 * 768;
/** Fixed-point steps per pixel, 16 bits. */
const steps = 65_536;

/**
 * Returns the frame with its part aligned, interpolated between four pixels. Beyond the border the outermost
 * pixels repeat. A large frame is first reduced by a whole factor, because no model uses so many pixels.
 *
 * @param motion from the part's aligned place to its place in the frame
 */
export function frameInPlace(pixels: Pixels, motion: Motion): Frame {
  const factor = Math.max(1, Math.floor(Math.sqrt((pixels.width * pixels.height) / enoughPixels)));
  const from = factor === 1 ? pixels : smaller(pixels, factor);
  const { width, height, channels, data } = from;
  const [a, b, c, d, e, f] = motion;
  const warped = new Uint8Array(width * height * 3);
  const [lastX, lastY] = [(width - 1) * steps, (height - 1) * steps];
  const rowBytes = width * channels;
  const [stepX, stepY] = [Math.round(a * steps), Math.round((d * height * steps) / width)];
  let to = 0;
  for (let y = 0; y < height; y++) {
    // Uses fast integer arithmetic. Each row starts anew, so that rounding does not accumulate.
    const [atX, atY] = [0.5 / width, (y + 0.5) / height];
    let fromX = Math.round(((a * atX + b * atY + c) * width - 0.5) * steps);
    let fromY = Math.round(((d * atX + e * atY + f) * height - 0.5) * steps);
    for (let x = 0; x < width; x++) {
      const inX = fromX < 0 ? 0 : fromX > lastX ? lastX : fromX;
      const inY = fromY < 0 ? 0 : fromY > lastY ? lastY : fromY;
      const right = (inX & (steps - 1)) >> 8;
      const down = (inY & (steps - 1)) >> 8;
      const upper = (inY >> 16) * rowBytes + (inX >> 16) * channels;
      const beside = inX < lastX ? channels : 0;
      const lower = inY < lastY ? upper + rowBytes : upper;
      const one = (256 - right) * (256 - down);
      const two = right * (256 - down);
      const three = (256 - right) * down;
      const four = right * down;
      for (let channel = 0; channel < 3; channel++) {
        const above = one * (data[upper + channel] ?? 0) + two * (data[upper + beside + channel] ?? 0);
        const below = three * (data[lower + channel] ?? 0) + four * (data[lower + beside + channel] ?? 0);
        warped[to++] = (above + below + 32_768) >> 16;
      }
      fromX += stepX;
      fromY += stepY;
    }
  }
  return { width, height, data: warped };
}

/**
 * Moves the map of an aligned frame back over the picture.
 *
 * @param map `[height, width]` row-major
 * @param toPlace from the picture to the aligned place
 * @param beyond value for places that the model did not see
 */
export function mapOverPicture(
  { map, width, height }: { readonly map: Float32Array; readonly width: number; readonly height: number },
  toPlace: Motion,
  beyond = 0,
): Float32Array<ArrayBuffer> {
  const [a, b, c, d, e, f] = toPlace;
  const over = new Float32Array(width * height);
  const stepY = (d * height) / width;
  let to = 0;
  for (let y = 0; y < height; y++) {
    const [atX, atY] = [0.5 / width, (y + 0.5) / height];
    let fromX = (a * atX + b * atY + c) * width - 0.5;
    let fromY = (d * atX + e * atY + f) * height - 0.5;
    for (let x = 0; x < width; x++) {
      if (fromX >= -0.5 && fromY >= -0.5 && fromX <= width - 0.5 && fromY <= height - 0.5) {
        const inX = fromX < 0 ? 0 : fromX > width - 1 ? width - 1 : fromX;
        const inY = fromY < 0 ? 0 : fromY > height - 1 ? height - 1 : fromY;
        const right = inX - Math.floor(inX);
        const down = inY - Math.floor(inY);
        const upper = Math.floor(inY) * width + Math.floor(inX);
        const beside = inX < width - 1 ? 1 : 0;
        const lower = inY < height - 1 ? upper + width : upper;
        const above = (map[upper] ?? 0) * (1 - right) + (map[upper + beside] ?? 0) * right;
        const below = (map[lower] ?? 0) * (1 - right) + (map[lower + beside] ?? 0) * right;
        over[to] = above * (1 - down) + below * down;
      } else over[to] = beyond;
      to += 1;
      fromX += a;
      fromY += stepY;
    }
  }
  return over;
}

/**
 * Moves a mask over the aligned part back over the picture.
 *
 * @param mask `[height, width]` row-major, 0 where nothing counts; nothing counts beyond it
 * @param toPlace from the picture to the aligned place
 */
export function maskOverPicture(
  mask: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  toPlace: Motion,
): Uint8Array {
  const over = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to++) {
      const [fromX, fromY] = moved(toPlace, [(x + 0.5) / width, (y + 0.5) / height]);
      const isInside = fromX >= 0 && fromY >= 0 && fromX < 1 && fromY < 1;
      if (isInside) over[to] = mask[Math.floor(fromY * height) * width + Math.floor(fromX * width)] ?? 0;
    }
  }
  return over;
}

/** Averages squares of `factor` × `factor` pixels; drops incomplete ones. */
function smaller({ width, height, channels, data }: Pixels, factor: number): Pixels {
  const [columns, rows] = [Math.floor(width / factor), Math.floor(height / factor)];
  const small = new Uint8Array(columns * rows * 3);
  const area = factor * factor;
  for (let y = 0, to = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, to += 3) {
      let [red, green, blue] = [0, 0, 0];
      for (let line = y * factor; line < (y + 1) * factor; line++) {
        let at = (line * width + x * factor) * channels;
        for (let pixel = 0; pixel < factor; pixel++, at += channels) {
          red += data[at] ?? 0;
          green += data[at + 1] ?? 0;
          blue += data[at + 2] ?? 0;
        }
      }
      small[to] = Math.round(red / area);
      small[to + 1] = Math.round(green / area);
      small[to + 2] = Math.round(blue / area);
    }
  }
  return { width: columns, height: rows, channels: 3, data: small };
}
