import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  densePlan,
  outputStrides,
  type OutputStride,
} from '../../../../../../src/main/families/patch/graph/dense-plan.ts';
import {
  kernelShapes,
  networkWidths,
  patchNetworkSpec,
  receptiveFields,
  type NetworkWidth,
  type PatchNetworkSpec,
} from '../../../../../../src/main/families/patch/graph/spec.ts';
import { decodeWeights, encodeWeights } from '../../../../../../src/main/networks/network-file.ts';
import { GraphBuilder } from '../../../../../../src/main/networks/onnx/graph-builder.ts';
import {
  appendDenseNetwork,
  appendPatchNetwork,
} from '../../../../../../src/main/families/patch/graph/patch-network.ts';
import { seededRandom } from '../../../../../../src/main/networks/random.ts';
import { initialWeights, type NetworkWeights } from '../../../../../../src/main/networks/weights.ts';
import { listTeachers, loadTeacher } from '../../../../../../src/main/families/patch/teacher-store.ts';
import {
  patchesAt,
  randomImage,
  relativeDifference,
  runGraph,
  withGraph,
  type Planes,
} from '../../../../../support/networks/tensors.ts';

const teachers = fileURLToPath(new URL('../../../../../../resources/teachers', import.meta.url));
const shipped = await listTeachers(teachers);
const cases = receptiveFields.flatMap((p) => networkWidths.map((width) => ({ p, width })));

describe('fast dense local feature extraction', () => {
  it.each(cases)(
    'gives the descriptors of the patches at every stride, p = $p, $width',
    async ({ p, width }) => {
      const spec = patchNetworkSpec(p, width);
      await expectEqualDescriptors(spec, withBiases(initialWeights(kernelShapes(spec), p), p));
    },
  );

  it.each(shipped)('does so with the trained weights of $id', async ({ id }) => {
    const { spec, weights } = await loadTeacher(teachers, id);
    await expectEqualDescriptors(spec, weights);
  });

  it.each(shipped)('gives nearly the same descriptors with the weights of $id as float16', async ({ id }) => {
    const { spec, weights } = await loadTeacher(teachers, id);
    const stored = decodeWeights(encodeWeights(weights, 'F16'), kernelShapes(spec), id);
    const size = { height: 41, width: 37 };
    const image = randomImage(size.height, size.width, 1);
    const [exact, rounded] = await Promise.all(
      [weights, stored].map((w) => runGraph(denseModel(spec, w, size, 4), image)),
    );
    if (!exact || !rounded) throw new Error('A network gave nothing');
    const difference = relativeDifference(rounded.data, exact.data);
    expect(difference).toBeLessThan(5e-3);
    // There is no difference if the file already holds float16.
    expect(difference > 0).toBe(shipped.find((card) => card.id === id)?.weights.type === 'F32');
  });
});

async function expectEqualDescriptors(spec: PatchNetworkSpec, weights: NetworkWeights): Promise<void> {
  const p = spec.receptiveField;
  await withGraph(patchModel(spec, weights), async (describePatches) => {
    for (const stride of outputStrides) {
      for (const size of sizes(spec.width, 10 * p + stride)) {
        const image = randomImage(size.height, size.width, stride);
        const dense = await runGraph(denseModel(spec, weights, size, stride), image);
        const [rows, columns] = [Math.ceil(size.height / stride), Math.ceil(size.width / stride)];
        expect(dense.dims).toEqual([1, spec.descriptorSize, rows, columns]);

        const places = sampledPlaces(rows, columns);
        const centres = places.map(([row, column]) => [row * stride, column * stride] as const);
        const expected = await describePatches(patchesAt(image, p, centres));
        expect(relativeDifference(descriptorsAt(dense, places), expected.data)).toBeLessThan(1e-4);
      }
    }
  });
}

interface Size {
  readonly height: number;
  readonly width: number;
}

/** Returns an odd, non-square size and a random one; only the latter for the slow paper width. */
function sizes(width: NetworkWidth, seed: number): Size[] {
  const random = seededRandom(seed);
  const chance = { height: 33 + random.integer(20), width: 33 + random.integer(20) };
  return width === 'paper' ? [chance] : [{ height: 41, width: 37 }, chance];
}

function descriptorsAt({ data, dims }: Planes, places: readonly (readonly [number, number])[]): Float32Array {
  const [, components = 0, rows = 0, columns = 0] = dims;
  return Float32Array.from(
    places.flatMap(([row, column]) =>
      Array.from({ length: components }, (_, i) => data[(i * rows + row) * columns + column] ?? NaN),
    ),
  );
}

/** Returns the corners, places along each border, and some inside. */
function sampledPlaces(rows: number, columns: number): [number, number][] {
  const along = (count: number) => [...new Set([0, 1, Math.floor(count / 2), count - 1])];
  return along(rows).flatMap((row) => along(columns).map((column): [number, number] => [row, column]));
}

/** Gives random biases, because a bias of 0 would not show in a wrong place. */
function withBiases(weights: NetworkWeights, seed: number): NetworkWeights {
  const random = seededRandom(seed);
  return weights.map((layer) => ({ ...layer, bias: layer.bias.map(() => 0.1 * random.normal()) }));
}

function denseModel(
  spec: PatchNetworkSpec,
  weights: NetworkWeights,
  size: Size,
  stride: OutputStride,
): Uint8Array {
  const graph = new GraphBuilder('dense');
  const input = graph.input('input', 'float', [1, 3, size.height, size.width]);
  const plan = densePlan(spec, stride, size);
  const output = appendDenseNetwork(graph, input, { plan, weights, prefix: 'network' });
  graph.output('output', output, 'float', [1, spec.descriptorSize, plan.outputHeight, plan.outputWidth]);
  return graph.serialise();
}

function patchModel(spec: PatchNetworkSpec, weights: NetworkWeights): Uint8Array {
  const graph = new GraphBuilder('patch');
  const input = graph.input('input', 'float', ['batch', 3, spec.receptiveField, spec.receptiveField]);
  const output = appendPatchNetwork(graph, input, { spec, weights, prefix: 'network' });
  graph.output('output', output, 'float', ['batch', spec.descriptorSize, 1, 1]);
  return graph.serialise();
}
