import { describe, expect, it } from 'vitest';
import { appendSmoothing, appendUpsampling } from '../../../../../src/main/networks/onnx/anomaly-score.ts';
import { appendAveraged } from '../../../../../src/main/networks/onnx/backbone.ts';
import { GraphBuilder } from '../../../../../src/main/networks/onnx/graph-builder.ts';
import { smoothingMatrix, upsamplingMatrix } from '../../../../../src/main/networks/onnx/map-matrices.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import { relativeDifference, runGraph, type Planes } from '../../../../support/networks/tensors.ts';

const grid = [5, 8] as const;
const random = seededRandom(1);
const map: Planes = {
  data: new Float32Array(40).map(() => random.normal()),
  dims: [1, 1, ...grid],
};

/** Runs the nodes of `append` on an input of these dimensions. */
function run(input: Planes, append: (graph: GraphBuilder, value: string) => string): Promise<Planes> {
  const graph = new GraphBuilder('form');
  const value = graph.input('input', 'float', [...input.dims]);
  graph.output('output', append(graph, value), 'float', ['a', 'b', 'c', 'd']);
  return runGraph(graph.serialise(), input);
}

describe('a map by matrices', () => {
  it.each([
    ['corner', 'asymmetric', [20, 32]],
    ['centre', 'half_pixel', [20, 32]],
    ['centre', 'half_pixel', [13, 19]],
    ['corner', 'asymmetric', [13, 19]],
  ] as const)('is enlarged as ONNX does it, %s, to %s', async (cells, mode, size) => {
    const ours = await run(map, (graph, value) => appendUpsampling(graph, value, grid, size, cells));
    const theirs = await run(map, (graph, value) =>
      graph.node('Resize', [value, '', '', graph.integers('sizes', [1, 1, ...size])], {
        mode: 'linear',
        coordinate_transformation_mode: mode,
      }),
    );
    expect(ours.dims).toEqual([1, 1, ...size]);
    expect(relativeDifference(ours.data, theirs.data)).toBeLessThan(1e-6);
  });

  it('is blurred as plain loops do it, edges repeated', async () => {
    const deviation = 1.3;
    const radius = Math.ceil(3 * deviation);
    const ours = await run(map, (graph, value) => appendSmoothing(graph, value, grid, deviation));
    const bell = (step: number) => Math.exp(-(step ** 2) / (2 * deviation ** 2));
    const [rows, columns] = grid;
    const within = (at: number, length: number) => Math.min(Math.max(at, 0), length - 1);
    const expected = Float32Array.from({ length: 40 }, (_, at) => {
      let [sum, weights] = [0, 0];
      for (let down = -radius; down <= radius; down++) {
        for (let right = -radius; right <= radius; right++) {
          const weight = bell(down) * bell(right);
          const row = within(Math.floor(at / columns) + down, rows);
          sum += weight * (map.data[row * columns + within((at % columns) + right, columns)] ?? NaN);
          weights += weight;
        }
      }
      return sum / weights;
    });
    expect(relativeDifference(ours.data, expected)).toBeLessThan(1e-6);
  });

  it('keeps an even map even', () => {
    for (const { rows, columns, values } of [smoothingMatrix(6, 2), upsamplingMatrix(6, 17, 'centre')]) {
      for (let row = 0; row < rows; row++) {
        const sum = values
          .subarray(row * columns, (row + 1) * columns)
          .reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(1, 6);
      }
    }
  });
});

describe('averages over cells', () => {
  it('are what ONNX averages with zeros beyond the border', async () => {
    const features: Planes = {
      data: new Float32Array(3 * 40).map(() => random.normal()),
      dims: [1, 3, ...grid],
    };
    const window = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
    const ours = await run(features, (graph, value) => appendAveraged(graph, value, 3, 'zero'));
    const theirs = await run(features, (graph, value) =>
      graph.node('AveragePool', [value], { ...window, count_include_pad: 1 }),
    );
    expect(relativeDifference(ours.data, theirs.data)).toBeLessThan(1e-6);
  });
});
