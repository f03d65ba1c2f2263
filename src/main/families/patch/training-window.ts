import type { Random } from '../../networks/random.ts';
import { denseOps, inputExtent, type OutputStride } from './graph/dense-plan.ts';
import type { PatchNetworkSpec } from './graph/spec.ts';
import type { Example } from './teacher-examples.ts';

/** Layout of a dense example: sizes in pixels, grid in descriptors. */
export interface ExampleLayout {
  readonly spec: PatchNetworkSpec;
  readonly stride: OutputStride;
  /** Input height and width, pixels. */
  readonly size: readonly [number, number];
}

/** Windows of several examples, stacked. */
export interface WindowBatch {
  /** Descriptors along the window's height and width, `[n, m]`. */
  readonly grid: readonly [number, number];
  /** `[B, side, side', 3]`: every pixel that the window's descriptors see, borders reflected. */
  readonly input: Float32Array;
  readonly inputSize: readonly [number, number];
  /** y^T, `[B, n, m, D]`. */
  readonly descriptors: Float32Array;
  /** `[B, n, m]`, 1 inside the inspected area. */
  readonly inside: Float32Array;
}

/** Attempts to place a window over the area before any place is accepted. */
const tries = 30;

/** Returns rows and columns of descriptors of a whole frame. */
export function gridSize({ size, stride }: ExampleLayout): [number, number] {
  return [Math.ceil(size[0] / stride), Math.ceil(size[1] / stride)];
}

/** Returns how many windows cover a frame, i.e. make one epoch of it. */
export function windowsPerImage(layout: ExampleLayout, side: number): number {
  const [rows, columns] = gridSize(layout);
  const [height, width] = windowGrid(layout, side);
  return Math.round((rows * columns) / (height * width));
}

/**
 * Cuts one window out of each example, at a random place that overlaps the area. A network without padding
 * gives the same descriptors there as on the whole frame.
 *
 * @param side of the window, pixels; a smaller frame is used whole
 * @param inside `[h, w]`, 1 where a position counts
 */
export function cutWindows(
  examples: readonly Example[],
  layout: ExampleLayout,
  options: { readonly side: number; readonly inside: Uint8Array; readonly random: Random },
): WindowBatch {
  const { spec, stride } = layout;
  const [rows, columns] = gridSize(layout);
  const [height, width] = windowGrid(layout, options.side);
  const extent = inputExtent(denseOps(spec, stride));
  const inputHeight = (height - 1) * stride + extent;
  const inputWidth = (width - 1) * stride + extent;
  const positions = height * width;
  const pixels = inputHeight * inputWidth;
  const batch: WindowBatch = {
    grid: [height, width],
    inputSize: [inputHeight, inputWidth],
    input: new Float32Array(examples.length * pixels * 3),
    descriptors: new Float32Array(examples.length * positions * spec.descriptorSize),
    inside: new Float32Array(examples.length * positions),
  };
  examples.forEach((example, index) => {
    const { top, left, inside } = place();
    const border = (spec.receptiveField - 1) / 2;
    copyPlanes(batch.input, index * pixels * 3, example.input, {
      channels: 3,
      from: layout.size,
      rows: span(top * stride - border, inputHeight, layout.size[0]),
      columns: span(left * stride - border, inputWidth, layout.size[1]),
    });
    copyPlanes(batch.descriptors, index * positions * spec.descriptorSize, example.descriptors, {
      channels: spec.descriptorSize,
      from: [rows, columns],
      rows: span(top, height, rows),
      columns: span(left, width, columns),
    });
    batch.inside.set(inside, index * positions);
  });
  return batch;

  function place(): { top: number; left: number; inside: Float32Array } {
    for (let attempt = 1; ; attempt++) {
      const top = options.random.integer(rows - height + 1);
      const left = options.random.integer(columns - width + 1);
      const inside = Float32Array.from(
        { length: positions },
        (_, at) => options.inside[(top + Math.floor(at / width)) * columns + left + (at % width)] ?? 0,
      );
      if (attempt === tries || inside.includes(1)) return { top, left, inside };
    }
  }
}

function windowGrid(layout: ExampleLayout, side: number): [number, number] {
  const [rows, columns] = gridSize(layout);
  const cells = Math.max(1, Math.round(side / layout.stride));
  return [Math.min(cells, rows), Math.min(cells, columns)];
}

/** Returns indices from `start` on, reflected at 0 and `length − 1`. */
function span(start: number, count: number, length: number): Int32Array {
  return Int32Array.from({ length: count }, (_, offset) => {
    const index = Math.abs(start + offset);
    return index < length ? index : 2 * length - 2 - index;
  });
}

interface Planes {
  readonly channels: number;
  /** Height and width of the planes. */
  readonly from: readonly [number, number];
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** Copies rows and columns of planes `[C, H, W]` into `[h, w, C]`. */
function copyPlanes(target: Float32Array, offset: number, planes: Float32Array, what: Planes): void {
  const { channels, from, rows, columns } = what;
  const plane = from[0] * from[1];
  let at = offset;
  for (const row of rows) {
    for (const column of columns) {
      const source = row * from[1] + column;
      for (let channel = 0; channel < channels; channel++) {
        target[at++] = planes[channel * plane + source] ?? 0;
      }
    }
  }
}
