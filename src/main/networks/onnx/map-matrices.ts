/** A matrix, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * Returns the Gaussian blur of a line of `length` cells, edges repeated, as a matrix `[length, length]`.
 *
 * @param deviation in cells, above 0; the Gaussian is cut at three deviations
 */
export function smoothingMatrix(length: number, deviation: number): Matrix {
  const radius = Math.ceil(3 * deviation);
  const bell = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * deviation ** 2)),
  );
  const sum = bell.reduce((total, value) => total + value, 0);
  const values = new Float64Array(length * length);
  for (let cell = 0; cell < length; cell++) {
    bell.forEach((weight, i) => {
      const at = cell * length + clamp(cell + i - radius, length);
      values[at] = (values[at] ?? 0) + weight / sum;
    });
  }
  return { rows: length, columns: length, values: Float32Array.from(values) };
}

/**
 * What cell i of a grid describes. `corner`: the surroundings of pixel i·stride, as in dense patch networks
 * (ONNX's asymmetric coordinates) · `centre`: the pixels i·stride to (i + 1)·stride, as in a network of
 * padded strided convolutions (half-pixel coordinates).
 */
export type CellPlace = 'corner' | 'centre';

/**
 * Returns bilinear upsampling of a line of `from` cells to `to` pixels as a matrix `[to, from]`; border cells
 * extend to the edge.
 */
export function upsamplingMatrix(from: number, to: number, cells: CellPlace): Matrix {
  const values = new Float32Array(to * from);
  for (let pixel = 0; pixel < to; pixel++) {
    const place = cells === 'corner' ? (pixel * from) / to : ((pixel + 0.5) * from) / to - 0.5;
    const inside = Math.min(Math.max(place, 0), from - 1);
    const first = Math.floor(inside);
    const share = inside - first;
    values[pixel * from + first] = 1 - share;
    if (share > 0) values[pixel * from + first + 1] = share;
  }
  return { rows: to, columns: from, values };
}

export function transposed({ rows, columns, values }: Matrix): Matrix {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = values[row * columns + column] ?? 0;
    }
  }
  return { rows: columns, columns: rows, values: turned };
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}
