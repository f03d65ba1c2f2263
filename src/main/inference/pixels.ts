import type { Frame } from '../../shared/domain/frame.ts';
import type { Pixels } from './protocol.ts';

/** Converts a frame to the graph's input, `[H, W, 3]`. */
export function pixelsOf(frame: Frame): Pixels {
  return { width: frame.width, height: frame.height, channels: 3, data: frame.data };
}

/** Converts pixels to the stored form: RGB without alpha, which the graph ignores as well. */
export function frameOf({ width, height, channels, data }: Pixels): Frame {
  if (channels === 3) return { width, height, data };
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = data[from] ?? 0;
    rgb[to + 1] = data[from + 1] ?? 0;
    rgb[to + 2] = data[from + 2] ?? 0;
  }
  return { width, height, data: rgb };
}
