import type { Frame } from '../../shared/domain/frame.ts';

/** Clockwise quarter turns. */
export type QuarterTurns = 1 | 2 | 3;

/** Turns a frame clockwise; odd numbers of quarters exchange width and height. */
export function turnFrame({ width, height, data }: Frame, quarters: QuarterTurns): Frame {
  const turned = new Uint8Array(data.length);
  const across = quarters === 2 ? width : height;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] =
        quarters === 1
          ? [height - 1 - row, column]
          : quarters === 2
            ? [width - 1 - column, height - 1 - row]
            : [row, width - 1 - column];
      const [to, from] = [3 * (y * across + x), 3 * (row * width + column)];
      turned[to] = data[from] ?? 0;
      turned[to + 1] = data[from + 1] ?? 0;
      turned[to + 2] = data[from + 2] ?? 0;
    }
  }
  return { width: across, height: quarters === 2 ? height : width, data: turned };
}
