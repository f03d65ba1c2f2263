import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { backboneFile, program, resourcesFolder } from '../../../../../../src/main/host/program-folder.ts';
import type { ComponentMoments } from '../../../../../../src/main/networks/component-moments.ts';
import { distanceGraph, featureGraph } from '../../../../../../src/main/networks/remembering/view-graphs.ts';
import { membersName } from '../../../../../../src/main/networks/remembering/nearest-member.ts';
import type { FrozenTeacher } from '../../../../../../src/main/networks/onnx/backbone.ts';
import {
  levelScoreGraph,
  pyramidGraph,
  type Pyramid,
} from '../../../../../../src/main/families/pyramid/graph/model-graph.ts';
import { imitatedLayers, studentKernels } from '../../../../../../src/main/families/pyramid/graph/spec.ts';
import type {
  ScaleNormalisation,
  ScoreSettings,
} from '../../../../../../src/main/networks/onnx/model-outputs.ts';
import { seededRandom } from '../../../../../../src/main/networks/random.ts';
import { loadTensorFlow } from '../../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { trainablePyramidStudent } from '../../../../../../src/main/families/pyramid/graph/trainable-student.ts';
import { initialWeights } from '../../../../../../src/main/networks/weights.ts';
import { readBackbone } from '../../../../../../src/main/learning/backbone-file.ts';
import { floatOutput, frameTensor } from '../../../../../../src/main/learning/run-graph.ts';
import type { Frame } from '../../../../../../src/shared/domain/frame.ts';
import { wholePicture } from '../../../../../../src/shared/domain/region.ts';

const size = [64, 96] as const;
const cells = 8 * 12;
const members = 19;
const widths = { width: 12, bottleneck: 3 };
const random = seededRandom(4);
const frame: Frame = {
  height: size[0],
  width: size[1],
  data: new Uint8Array(size[0] * size[1] * 3).map(
    (_, at) => 128 + 100 * Math.sin(at / 50) + random.integer(20),
  ),
};
const settings: ScoreSettings = {
  smoothing: 0,
  topShare: 1 / cells,
  limits: { score: 3, map: 5 },
  area: wholePicture,
};

const momentsOf = (channels: number): ComponentMoments => ({
  mean: Float64Array.from({ length: channels }, () => random.normal()),
  deviation: Float64Array.from({ length: channels }, () => 0.5 + random.next()),
});
/** Makes another mean and deviation for every cell, so that mixed-up places show. */
const normalisation = (count: number): ScaleNormalisation => {
  const own = () => ({
    mean: Float32Array.from({ length: count }, () => 5 + random.normal()),
    deviation: Float32Array.from({ length: count }, () => 2 + random.next()),
  });
  return { regressionError: own(), predictiveUncertainty: own() };
};

let teacher: FrozenTeacher;
let pyramid: Pyramid;
beforeAll(async () => {
  const file = backboneFile(resourcesFolder(program()));
  teacher = { backbone: (await readBackbone(file)).model, size };
  pyramid = {
    ...teacher,
    widths,
    moments: imitatedLayers.map(({ channels }) => momentsOf(channels)),
    students: [1, 2].map((seed) => initialWeights(studentKernels(widths), seed)),
    memory: {
      name: 'near',
      sees: 'places',
      size,
      weight: 1,
      mapWeight: 1,
      moments: momentsOf(176),
      members: Float32Array.from({ length: members * 176 }, () => random.normal()),
    },
  };
});

async function run(
  graph: Uint8Array,
  inputs: Record<string, Tensor> = {},
): Promise<(name: string) => Float32Array> {
  const session = await InferenceSession.create(graph);
  const outputs = await session.run({ frame: frameTensor(frame), ...inputs });
  await session.release();
  return (name) => floatOutput(outputs, name);
}

const closeTo = (found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void => {
  expect(found.length).toBe(expected.length);
  const largest = Math.max(...Array.from(expected, Math.abs), 1);
  const worst = Array.from(found, (value, index) => Math.abs(value - (expected[index] ?? NaN)));
  expect(Math.max(...worst) / largest).toBeLessThan(tolerance);
};

describe('the graph of a pyramid', () => {
  it('gives regression error and uncertainty of each level as TensorFlow computes them', async () => {
    const tf = loadTensorFlow();
    const { backbone } = teacher;
    const descriptors = (await run(featureGraph(backbone, { size, sees: 'places' })))('descriptors');
    const values = (of: 'mean' | 'deviation') =>
      tf.tensor1d(pyramid.moments.flatMap((level) => [...level[of]]));
    const seen = tf
      .tensor2d(descriptors, [176, cells])
      .transpose()
      .sub(values('mean'))
      .div(values('deviation'))
      .as2D(cells, 176);
    const said = pyramid.students.map((weights) => {
      const student = trainablePyramidStudent(tf, widths, weights);
      const outputs = student.imitate(seen);
      student.dispose();
      return outputs;
    });
    const targets = tf.split(
      seen,
      imitatedLayers.map(({ channels }) => channels),
      1,
    );
    for (const [level, target] of targets.entries()) {
      const stacked = tf.stack(said.map((outputs) => outputs[level] ?? tf.scalar(0)));
      const mean = stacked.mean(0);
      const graph = await run(levelScoreGraph(pyramid, level));
      closeTo(graph('regression_error'), mean.sub(target).square().sum(-1).dataSync(), 1e-4);
      const spread = stacked.sub(mean).square().sum(-1).mean(0).dataSync();
      closeTo(graph('predictive_uncertainty'), spread, 1e-4);
    }
    tf.disposeVariables();
  });

  it('weighs levels and memory against their own statistics, the teacher computed once', async () => {
    const normalisations = Array.from({ length: 4 }, () => normalisation(cells));
    const weights = { error: [0.5, 0.25, 0.75, 1], uncertainty: [0.1, 0.2, 0] };
    const model = await run(
      pyramidGraph(pyramid, normalisations, weights, settings, { members: 'constant', metadata: {} }),
    );
    const levelScores = await Promise.all(
      imitatedLayers.map((_, level) => run(levelScoreGraph(pyramid, level))),
    );
    const { memory } = pyramid;
    if (!memory) throw new Error('There is a memory');
    const input = new Tensor('float32', memory.members, [members, 176]);
    const distances = await run(distanceGraph(teacher.backbone, memory), { [membersName(memory)]: input });
    const normalised = (values: Float32Array, kind: keyof ScaleNormalisation, scale: number): number[] => {
      const own = normalisations[scale]?.[kind];
      return Array.from(values, (x, cell) => (x - (own?.mean[cell] ?? NaN)) / (own?.deviation[cell] ?? NaN));
    };
    const sum = (name: 'regression_error' | 'predictive_uncertainty', kind: keyof ScaleNormalisation) => {
      const quantities = [...levelScores, ...(kind === 'regressionError' ? [distances] : [])];
      const parts = quantities.map((of, scale) => normalised(of(name), kind, scale));
      const weight = kind === 'regressionError' ? weights.error : weights.uncertainty;
      return Array.from({ length: cells }, (_, cell) =>
        parts.reduce((total, part, scale) => total + (weight[scale] ?? NaN) * (part[cell] ?? NaN), 0),
      );
    };
    const error = sum('regression_error', 'regressionError');
    const uncertainty = sum('predictive_uncertainty', 'predictiveUncertainty');
    closeTo(model('regression_error'), error, 1e-4);
    closeTo(model('predictive_uncertainty'), uncertainty, 1e-4);
    const most = Math.max(...error.map((value, cell) => value + (uncertainty[cell] ?? NaN)));
    expect(model('score')[0]).toBeCloseTo((0.5 * most) / settings.limits.score, 3);
  });

  it('has no uncertainty with a single student', async () => {
    const alone = { ...pyramid, students: pyramid.students.slice(0, 1), memory: null };
    const normalisations = imitatedLayers.map(() => normalisation(cells));
    const weights = { error: [1, 1, 1], uncertainty: [0.1, 0.1, 0.1] };
    const model = await run(
      pyramidGraph(alone, normalisations, weights, settings, { members: 'constant', metadata: {} }),
    );
    expect(Math.max(...model('predictive_uncertainty').map(Math.abs))).toBe(0);
  });
});
