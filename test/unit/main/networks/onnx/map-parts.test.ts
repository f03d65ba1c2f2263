import { InferenceSession, Tensor } from 'onnxruntime-node';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Preset, FamilyName } from '../../../../../src/shared/domain/families.ts';
import { wholePicture, type InspectedArea } from '../../../../../src/shared/domain/region.ts';
import { patchGraph } from '../../../../../src/main/families/patch/graph/model-graph.ts';
import { GraphBuilder } from '../../../../../src/main/networks/onnx/graph-builder.ts';
import { partedModel, type PartedModel } from '../../../../../src/main/networks/onnx/map-parts.ts';
import { encodeModel, readModel } from '../../../../../src/main/networks/onnx/model-file.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import { randomScales } from '../../../../../src/main/families/patch/random-model.ts';
import { familyRegistry } from '../../../../../src/main/families/registry.ts';

const backboneFile = fileURLToPath(
  new URL('../../../../../resources/backbone/efficientnet-lite0.onnx', import.meta.url),
);
const side = 64;

function noise(): Tensor {
  const random = seededRandom(5);
  const pixels = new Uint8Array(side * side * 3).map(() => 256 * random.next());
  return new Tensor('uint8', pixels, [1, side, side, 3]);
}

function floats(tensor: { readonly data: unknown } | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new TypeError('No float32 output');
}

/** Runs the model from disk and the graph that was taken apart. @returns the map and its parts */
async function runBoth(bytes: Uint8Array) {
  const parted = partedModel(readModel(bytes, 'the model'));
  const original = await InferenceSession.create(bytes);
  const { map } = await original.run({ frame: noise() });
  await original.release();
  const session = await InferenceSession.create(encodeModel(parted.model));
  const outputs = await session.run({ frame: noise() });
  await session.release();
  return { parted, map: floats(map), outputs };
}

function partValues({ parts }: PartedModel, outputs: InferenceSession.OnnxValueMapType): Float32Array[] {
  return parts.map(({ output }) => floats(outputs[output]));
}

function largestError(map: Float32Array, parts: readonly Float32Array[]): number {
  const scale = Math.max(...map.map(Math.abs));
  return map.reduce((largest, value, at) => {
    const sum = parts.reduce((total, part) => total + (part[at] ?? Number.NaN), 0);
    return Number.isNaN(sum) ? largest : Math.max(largest, Math.abs(value - sum) / scale);
  }, 0);
}

function patchModel(students: number, area: InspectedArea): Uint8Array {
  const shape = { receptiveFields: [17, 33], width: 'compact', stride: 4, students, side } as const;
  const settings = { smoothing: 4, topShare: 0.03, limits: { score: 3, map: 2 }, area };
  return patchGraph(randomScales(shape), settings, {});
}

const models: readonly (readonly [FamilyName, Preset, readonly string[], number])[] = [
  ['patch', 'compact', ['error', 'uncertainty'], 2 * 64],
  ['pyramid', 'pyramid', ['error', 'uncertainty'], 24 + 40 + 112],
  ['pyramid', 'joined', ['error', 'distance'], 176],
  ['memory', 'instant', ['distance'], 176],
  ['memory', 'thorough', ['distance'], 176],
];

describe('a map taken apart', () => {
  it.each(models)(
    'of a model of %s, preset %s, is the sum of %j',
    async (family, preset, expected, depth) => {
      const bytes = await familyRegistry[family].randomModel(preset, { side, backboneFile });
      const { parted, map, outputs } = await runBoth(bytes);
      expect(parted.parts.map(({ part }) => part)).toEqual(expected);
      const parts = partValues(parted, outputs);
      expect(largestError(map, parts)).toBeLessThan(1e-5);
      for (const part of parts) expect(part.every((value) => Number.isFinite(value))).toBe(true);
      const [rows, columns] = parted.grid;
      expect(rows * columns).toBeGreaterThan(0);
      const depths = parted.descriptors.map((name) => {
        const { dims = [] } = outputs[name] ?? {};
        return dims.length === 4 ? dims[1] : dims[0];
      });
      expect(depths.reduce((sum: number, value = 0) => sum + value, 0)).toBe(depth);
    },
  );

  it('has each part in the units of the map, with several scales and a smoothed map', async () => {
    const { parted, map, outputs } = await runBoth(patchModel(3, wholePicture));
    const parts = partValues(parted, outputs);
    expect(parts).toHaveLength(2);
    expect(largestError(map, parts)).toBeLessThan(1e-5);
    // Each part differs from the whole map and from nothing.
    for (const part of parts) {
      expect(largestError(map, [part])).toBeGreaterThan(0.05);
      expect(Math.max(...part.map(Math.abs))).toBeGreaterThan(0.01);
    }
  });

  it('has no uncertainty where a single student has nobody to disagree with', async () => {
    const { parted, map, outputs } = await runBoth(patchModel(1, wholePicture));
    expect(parted.parts.map(({ part }) => part)).toEqual(['error']);
    expect(largestError(map, partValues(parted, outputs))).toBeLessThan(1e-5);
  });

  it('is no number outside the inspected area, and the sum inside', async () => {
    const area = { region: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 }, exclusions: [] };
    const { parted, map, outputs } = await runBoth(patchModel(2, area));
    const [error = new Float32Array(), uncertainty = new Float32Array()] = partValues(parted, outputs);
    const inside = (at: number): boolean =>
      [at % side, Math.floor(at / side)].every((place) => place >= 16 && place < 48);
    error.forEach((value, at) => expect([at, Number.isNaN(value)]).toEqual([at, !inside(at)]));
    expect(largestError(map, [error, uncertainty])).toBeLessThan(1e-5);
  });

  it('is the sum in a graph as earlier versions wrote it, with convolutions and Resize', async () => {
    const graph = new GraphBuilder('earlier');
    const input = graph.input('frame', 'uint8', [1, side, side, 3]);
    const cast = graph.node('Cast', [input], { to: 1 });
    const channels = graph.integers('channels', [3]);
    const grey = graph.node('Transpose', [graph.node('ReduceMean', [cast, channels])], {
      perm: [0, 3, 1, 2],
    });
    const weight = (name: string, value: number) =>
      graph.constant(name, [1, 1, 1, 1], Float32Array.of(value));
    const teacher = graph.node('Conv', [grey, weight('teacher_33/kernel', 0.01)], { strides: [4, 4] });
    const student = graph.node('Conv', [grey, weight('student_33_1/kernel', -0.02)], { strides: [4, 4] });
    const error = graph.node('Sub', [student, teacher]);
    const uncertainty = graph.node('Mul', [student, student]);
    const smoothing = graph.constant('smoothing', [1, 1, 3, 3], new Float32Array(9).fill(1 / 9));
    const pads = graph.integers('pads', [0, 0, 1, 1, 0, 0, 1, 1]);
    const padded = graph.node('Pad', [graph.node('Add', [error, uncertainty]), pads], { mode: 'edge' });
    const calibrated = graph.node('Mul', [
      graph.node('Conv', [padded, smoothing]),
      graph.scalar('calibration', 0.3),
    ]);
    const sizes = graph.integers('map_size', [1, 1, side, side]);
    const map = graph.node('Resize', [calibrated, '', '', sizes], {
      mode: 'linear',
      coordinate_transformation_mode: 'asymmetric',
    });
    graph.output('map', map, 'float', [1, 1, side, side]);
    graph.output('regression_error', error, 'float', [1, 1, side / 4, side / 4]);
    graph.output('predictive_uncertainty', uncertainty, 'float', [1, 1, side / 4, side / 4]);
    const { parted, map: whole, outputs } = await runBoth(graph.serialise());
    expect(parted.parts).toHaveLength(2);
    expect(largestError(whole, partValues(parted, outputs))).toBeLessThan(1e-5);
    expect(parted.grid).toEqual([side / 4, side / 4]);
    expect(parted.descriptors).toEqual([teacher]);
  });

  it('is refused by name for a graph of another make', () => {
    const graph = new GraphBuilder('foreign');
    const input = graph.input('frame', 'float', [1, 1, 4, 4]);
    graph.output('map', graph.node('Relu', [input]), 'float', [1, 1, 4, 4]);
    expect(() => partedModel(graph.model())).toThrow(/cannot be taken apart/);
  });
});
