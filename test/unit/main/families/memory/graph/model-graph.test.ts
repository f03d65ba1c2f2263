import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { backboneFile, program, resourcesFolder } from '../../../../../../src/main/host/program-folder.ts';
import { distanceGraph, featureGraph } from '../../../../../../src/main/networks/remembering/view-graphs.ts';
import {
  memoryGraph,
  type MemoryScoring,
} from '../../../../../../src/main/families/memory/graph/model-graph.ts';
import { membersName } from '../../../../../../src/main/networks/remembering/nearest-member.ts';
import {
  viewGrid,
  type DescriptorView,
  type RememberedView,
} from '../../../../../../src/main/networks/remembering/views.ts';
import { coarsestLayer } from '../../../../../../src/main/networks/onnx/backbone.ts';
import type { OnnxModel } from '../../../../../../src/main/networks/onnx/onnx-schema.ts';
import type { ScaleNormalisation } from '../../../../../../src/main/networks/onnx/model-outputs.ts';
import { seededRandom } from '../../../../../../src/main/networks/random.ts';
import { readBackbone } from '../../../../../../src/main/learning/backbone-file.ts';
import { floatOutput, frameTensor } from '../../../../../../src/main/learning/run-graph.ts';
import type { Frame } from '../../../../../../src/shared/domain/frame.ts';
import { wholePicture } from '../../../../../../src/shared/domain/region.ts';

const size = [64, 96] as const;
const grid = [8, 12] as const;
const cells = grid[0] * grid[1];
const channels = 176;
const file = backboneFile(resourcesFolder(program()));
const random = seededRandom(4);
const frame: Frame = {
  height: size[0],
  width: size[1],
  data: new Uint8Array(size[0] * size[1] * 3).map(
    (_, at) => 128 + 100 * Math.sin(at / 50) + random.integer(20),
  ),
};
const members = 23;
const settings: MemoryScoring = {
  smoothing: 0,
  topShare: 1 / cells,
  limits: { score: 3, map: 5 },
  area: wholePicture,
  tamedBeyond: 3,
};

let backbone: OnnxModel;
beforeAll(async () => {
  backbone = (await readBackbone(file)).model;
});

function remembered(view: DescriptorView, change: Partial<RememberedView> = {}): RememberedView {
  const depth = view.sees === 'places' ? channels : coarsestLayer.channels;
  return {
    ...view,
    name: 'near',
    weight: 1,
    mapWeight: 1,
    moments: {
      mean: Float64Array.from({ length: depth }, () => random.normal()),
      deviation: Float64Array.from({ length: depth }, () => 0.5 + random.next()),
    },
    members: Float32Array.from({ length: members * depth }, () => random.normal()),
    ...change,
  };
}
const near = remembered({ size, sees: 'places' });

/** Runs a graph on the frame. @returns one of its outputs */
async function run(
  graph: Uint8Array,
  output: string,
  inputs: Record<string, Tensor> = {},
): Promise<Float32Array> {
  const session = await InferenceSession.create(graph);
  const outputs = await session.run({ frame: frameTensor(frame), ...inputs });
  await session.release();
  return floatOutput(outputs, output);
}

/** Averages 3×3 cells, cells beyond the border as zero, and interpolates bilinearly at the centres of the grid's cells. */
function averagedAndResized(plane: Float32Array, height: number, width: number): number[] {
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= height || column >= width ? 0 : (plane[row * width + column] ?? NaN);
  const averaged = (row: number, column: number): number => {
    let sum = 0;
    for (let y = row - 1; y <= row + 1; y++) for (let x = column - 1; x <= column + 1; x++) sum += at(y, x);
    return sum / 9;
  };
  const place = (cell: number, of: number, length: number): { low: number; high: number; share: number } => {
    const exact = Math.min(Math.max(((cell + 0.5) * length) / of - 0.5, 0), length - 1);
    const low = Math.floor(exact);
    return { low, high: Math.min(low + 1, length - 1), share: exact - low };
  };
  return Array.from({ length: cells }, (_, cell) => {
    const y = place(Math.floor(cell / grid[1]), grid[0], height);
    const x = place(cell % grid[1], grid[1], width);
    const row = (r: number): number => averaged(r, x.low) * (1 - x.share) + averaged(r, x.high) * x.share;
    return row(y.low) * (1 - y.share) + row(y.high) * y.share;
  });
}

/** Computes features by the pretrained network's own file and plain loops, `[176][cells]`. */
async function plainFeatures(): Promise<number[][]> {
  const planes = new Float32Array(3 * size[0] * size[1]);
  for (const [at, value] of frame.data.entries()) {
    planes[(at % 3) * size[0] * size[1] + Math.floor(at / 3)] = (value - 127) / 128;
  }
  const session = await InferenceSession.create(file);
  const outputs = await session.run({ image: new Tensor('float32', planes, [1, 3, ...size]) });
  await session.release();
  return [4, 8, 16].flatMap((stride) => {
    const data = floatOutput(outputs, `stride${stride}`);
    const [height, width] = [size[0] / stride, size[1] / stride];
    return Array.from({ length: data.length / (height * width) }, (_, channel) =>
      averagedAndResized(data.subarray(channel * height * width), height, width),
    );
  });
}

function plainDistances(
  features: readonly (readonly number[])[],
  { moments, members: rows }: RememberedView,
): number[] {
  const depth = features.length;
  return Array.from({ length: features[0]?.length ?? 0 }, (_, cell) => {
    const query = features.map(
      (plane, channel) =>
        ((plane[cell] ?? NaN) - (moments.mean[channel] ?? NaN)) / (moments.deviation[channel] ?? NaN),
    );
    const distances = Array.from({ length: rows.length / depth }, (_row, member) =>
      Math.hypot(...query.map((value, channel) => value - (rows[member * depth + channel] ?? NaN))),
    );
    return Math.min(...distances);
  });
}

function expectClose(found: Float32Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  const largest = Math.max(...expected.map(Math.abs));
  for (const [at, value] of expected.entries()) {
    expect(Math.abs((found[at] ?? NaN) - value)).toBeLessThan(1e-4 * largest);
  }
}

describe('the memory’s graph', () => {
  it('has the features that plain loops compute: zeros beyond the border counted, resized at the cells’ centres', async () => {
    expectClose(await run(featureGraph(backbone, near), 'descriptors'), (await plainFeatures()).flat());
  });

  it('gives the distance to the nearest member, normalised, and a score and map calibrated to their limits', async () => {
    const distances = plainDistances(await plainFeatures(), near);
    const normalisation = {
      mean: new Float32Array(cells).fill(12),
      deviation: new Float32Array(cells).fill(2),
    };
    const graph = memoryGraph(
      { backbone, views: [near] },
      [{ regressionError: normalisation, predictiveUncertainty: normalisation }],
      settings,
      { members: 'constant', metadata: {} },
    );
    const expected = distances.map((distance) => (distance - 12) / 2);
    expectClose(await run(graph, 'regression_error'), expected);
    expect(new Set(await run(graph, 'predictive_uncertainty'))).toEqual(new Set([0]));
    expectClose(await run(graph, 'score'), [Math.max(...expected) / 6]);
    const map = await run(graph, 'map');
    expect(map).toHaveLength(size[0] * size[1]);
    // The mean of the four pixels around a cell's centre is the cell's value.
    const around = [35, 36].flatMap((row) => [43, 44].map((column) => map[row * size[1] + column] ?? NaN));
    const value = (expected[4 * 12 + 5] ?? NaN) / 10;
    expect(Math.abs(around.reduce((sum, pixel) => sum + pixel / 4, 0) - value)).toBeLessThan(0.05);
  });

  it('takes other members where they are an input', async () => {
    const others = near.members.map((value) => value * 0.5);
    const given = { [membersName(near)]: new Tensor('float32', others, [members, channels]) };
    const features = await plainFeatures();
    expectClose(
      await run(distanceGraph(backbone, near), 'regression_error', given),
      plainDistances(features, { ...near, members: others }),
    );
  });

  it('sums views of several sizes and layers, each tamed and weighed, on the finest one’s cells: for the map, and for the score', async () => {
    const close = remembered(
      { size: [128, 192], sees: 'places' },
      { name: 'close', weight: 0.5, mapWeight: 0.5 },
    );
    const far = remembered({ size, sees: 'surroundings' }, { name: 'far', weight: 0.25, mapWeight: 0 });
    const views = [near, close, far] as const;
    const distances = await Promise.all(
      views.map(async (view) => {
        const depth = view.moments.mean.length;
        const given = { [membersName(view)]: new Tensor('float32', view.members, [members, depth]) };
        return run(distanceGraph(backbone, view), 'regression_error', given);
      }),
    );
    const finest = [16, 24] as const;
    expect(views.map(viewGrid)).toEqual([[...grid], [...finest], [2, 3]]);
    expect(distances.map(({ length }) => length)).toEqual([cells, 4 * cells, 2 * 3]);
    let beyond = 0;
    const spreads = distances.map((values) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return { mean, deviation: Math.sqrt(square) / 3 };
    });
    const tamed = distances.map((values, index) => {
      const { mean, deviation } = spreads[index] ?? { mean: NaN, deviation: NaN };
      return values.map((distance) => {
        const value = (distance - mean) / deviation;
        if (value > 3) beyond += 1;
        return value > 3 ? 3 * (1 + Math.log(value / 3)) : value;
      });
    });
    expect(beyond).toBeGreaterThan(20);
    const [first, second, third] = tamed.map((values, index) =>
      resized(values, viewGrid(views[index] ?? near), finest),
    );
    const shown = Array.from(
      { length: 4 * cells },
      (_, cell) => (first?.[cell] ?? NaN) + 0.5 * (second?.[cell] ?? NaN),
    );
    const judged = shown.map((value, cell) => value + 0.25 * (third?.[cell] ?? NaN));
    const normalisations = distances.map(({ length }, index): ScaleNormalisation => {
      const { mean, deviation } = spreads[index] ?? { mean: NaN, deviation: NaN };
      const own = {
        mean: new Float32Array(length).fill(mean),
        deviation: new Float32Array(length).fill(deviation),
      };
      return { regressionError: own, predictiveUncertainty: own };
    });
    const graph = memoryGraph({ backbone, views }, normalisations, settings, {
      members: 'constant',
      metadata: {},
    });
    expectClose(await run(graph, 'regression_error'), shown);
    const top = judged.toSorted((one, other) => other - one).slice(0, 4);
    expectClose(await run(graph, 'score'), [top.reduce((sum, value) => sum + value / 4, 0) / 6]);
    expect(await run(graph, 'map')).toHaveLength(size[0] * size[1]);
  });
});

/** Interpolates bilinearly at the centres of the cells of `to`, without antialiasing. */
function resized(
  values: Float32Array,
  [rows, columns]: readonly [number, number],
  to: readonly [number, number],
): number[] {
  const place = (cell: number, of: number, length: number): [number, number, number] => {
    const exact = Math.min(Math.max(((cell + 0.5) * length) / of - 0.5, 0), length - 1);
    const low = Math.floor(exact);
    return [low, Math.min(low + 1, length - 1), exact - low];
  };
  return Array.from({ length: to[0] * to[1] }, (_, cell) => {
    const [top, bottom, down] = place(Math.floor(cell / to[1]), to[0], rows);
    const [left, right, along] = place(cell % to[1], to[1], columns);
    const at = (row: number, column: number): number => values[row * columns + column] ?? NaN;
    const upper = at(top, left) * (1 - along) + at(top, right) * along;
    const lower = at(bottom, left) * (1 - along) + at(bottom, right) * along;
    return upper * (1 - down) + lower * down;
  });
}
