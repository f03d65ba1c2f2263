import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import {
  rawScoreGraph,
  type Scale,
  type ScalePrecision,
} from '../../../../../../src/main/families/patch/graph/model-graph.ts';
import {
  kernelShapes,
  patchNetworkSpec,
  receptiveFields,
} from '../../../../../../src/main/families/patch/graph/spec.ts';
import { readModel } from '../../../../../../src/main/networks/onnx/model-file.ts';
import { exactIntegers } from '../../../../../../src/main/networks/onnx/exact-integers.ts';
import { loadTensorFlow } from '../../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { initialWeights } from '../../../../../../src/main/networks/weights.ts';
import { convolutionStatistics } from '../../../../../../src/main/families/patch/convolution-statistics.ts';
import { floatOutput, frameTensor } from '../../../../../../src/main/learning/run-graph.ts';
import { trainPatch } from '../../../../../../src/main/families/patch/train.ts';
import { temporaryFolder } from '../../../../../support/temporary-folder.ts';
import { partFrame, writeParts } from '../../../../../support/training/parts.ts';
import { quiet, scoreOf, smallOrder } from '../../../../../support/training/small-training.ts';

const size = 96;
const students = 2;
const signal = new AbortController().signal;

function randomScale(receptiveField: (typeof receptiveFields)[number]): Scale {
  const spec = patchNetworkSpec(receptiveField, 'compact');
  const weights = (seed: number) => initialWeights(kernelShapes(spec), seed);
  return {
    teacher: { spec, weights: weights(0), stride: 4, size: [size, size] },
    moments: {
      mean: new Float64Array(spec.descriptorSize),
      deviation: new Float64Array(spec.descriptorSize).fill(1),
    },
    students: Array.from({ length: students }, (_, index) => weights(index + 1)),
  };
}

async function scores(
  scale: Scale,
  precision: ScalePrecision,
  options?: InferenceSession.SessionOptions,
): Promise<{ e: Float32Array; v: Float32Array }> {
  const session = await InferenceSession.create(
    rawScoreGraph({ ...scale, precision }),
    options ?? (await exactIntegers()),
  );
  const outputs = await session.run({ frame: frameTensor(partFrame(7, size)) });
  await session.release();
  return {
    e: floatOutput(outputs, 'regression_error'),
    v: floatOutput(outputs, 'predictive_uncertainty'),
  };
}

/** Returns the root mean squared difference over the root mean square of the expected values. */
function relativeDifference(found: Float32Array, expected: Float32Array): number {
  const square = (sum: number, value: number) => sum + value ** 2;
  const difference = found.map((value, at) => value - (expected[at] ?? Number.NaN));
  return Math.sqrt(difference.reduce(square, 0) / expected.reduce(square, 0));
}

describe.each(receptiveFields)('a model with p = %i', (receptiveField) => {
  const scale = randomScale(receptiveField);

  it('has nearly the same scores in int8, and computes all its convolutions in integers', async () => {
    const images = await writeParts(temporaryFolder(), 3);
    const statistics = await convolutionStatistics(scale, images, signal);
    const expected = await scores(scale, { name: 'float32' });
    const found = await scores(scale, { name: 'int8', statistics });
    expect(relativeDifference(found.e, expected.e)).toBeLessThan(0.03);
    expect(relativeDifference(found.v, expected.v)).toBeLessThan(0.03);
    // Kernels of processors whose fast products overflow give the same scores.
    const exact = { extra: { 'session.x64quantprecision': '1' } };
    const slow = await scores(scale, { name: 'int8', statistics }, exact);
    expect(relativeDifference(slow.e, found.e)).toBeLessThan(1e-5);

    const optimised = join(temporaryFolder(), 'optimised.onnx');
    const graph = rawScoreGraph({ ...scale, precision: { name: 'int8', statistics } });
    const session = await InferenceSession.create(graph, {
      graphOptimizationLevel: 'extended',
      optimizedModelFilePath: optimised,
    });
    await session.release();
    const operations = readModel(readFileSync(optimised), optimised).graph.node.map(({ opType }) => opType);
    const convolutions = (students + 1) * kernelShapes(scale.teacher.spec).length;
    expect(operations.filter((operation) => operation === 'QLinearConv')).toHaveLength(convolutions);
    expect(operations).not.toContain('Conv');
  });

  it('has the same scores in float16 to a thousandth', async () => {
    const expected = await scores(scale, { name: 'float32' });
    const found = await scores(scale, { name: 'float16' });
    expect(relativeDifference(found.e, expected.e)).toBeLessThan(1e-3);
    expect(relativeDifference(found.e, expected.e)).toBeGreaterThan(0);
  });
});

describe('the precision of a training', () => {
  const tf = loadTensorFlow();

  it('can be changed afterwards without training anything anew', async () => {
    const first = await smallOrder();
    const base = await trainPatch(tf, first, quiet);
    const second = await smallOrder({
      images: first.images,
      teachersFolder: first.teachersFolder,
      extendedModelFolder: first.outputFolder,
      choices: { ...first.choices, precision: 'int8', extendsModelId: base.id },
    });
    const card = await trainPatch(tf, second, quiet);
    expect([base.settings.precision, card.settings.precision]).toEqual(['float32', 'int8']);
    expect(card.students.sha256).toBe(base.students.sha256);
    expect(card.graph.bytes).toBeLessThan(base.graph.bytes / 2);
    const score = async (folder: string) => (await scoreOf(join(folder, 'model.onnx'), partFrame(50))).score;
    const [before, after] = [await score(first.outputFolder), await score(second.outputFolder)];
    expect(Math.abs(after / before - 1)).toBeLessThan(0.1);

    await expect(
      trainPatch(tf, { ...second, choices: { ...second.choices, precision: null } }, quiet),
    ).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('another precision') });
    await expect(trainPatch(tf, { ...second, preset: 'compact' }, quiet)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('preset quick'),
    });
  });
});
