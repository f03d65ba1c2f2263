import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { backboneFile, program, resourcesFolder } from '../../../../../../src/main/host/program-folder.ts';
import type { ComponentMoments } from '../../../../../../src/main/networks/component-moments.ts';
import { distanceGraph } from '../../../../../../src/main/networks/remembering/view-graphs.ts';
import { membersName } from '../../../../../../src/main/networks/remembering/nearest-member.ts';
import type { FrozenTeacher } from '../../../../../../src/main/networks/onnx/backbone.ts';
import {
  frozenFeatureGraph,
  levelName,
  levelScoreGraph,
  pyramidGraph,
  type Pyramid,
} from '../../../../../../src/main/families/pyramid/graph/model-graph.ts';
import {
  imitatedLayers,
  seenLayer,
  studentKernels,
  studentLevels,
} from '../../../../../../src/main/families/pyramid/graph/spec.ts';
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
const levels = studentLevels(8);
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
/** Another mean and deviation for every cell, so that a mix-up of places shows. */
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
    levels,
    moments: {
      seen: momentsOf(seenLayer.channels),
      levels: imitatedLayers.map(({ channels }) => momentsOf(channels)),
    },
    students: [1, 2].map((seed) => initialWeights(studentKernels(levels), seed)),
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
    const frozen = await run(frozenFeatureGraph(teacher));
    const planes = (name: string, channels: number, stride: number, own: ComponentMoments) =>
      tf
        .tensor4d(frozen(name), [1, channels, size[0] / stride, size[1] / stride])
        .transpose([0, 2, 3, 1])
        .sub(tf.tensor1d(Float32Array.from(own.mean)))
        .div(tf.tensor1d(Float32Array.from(own.deviation)))
        .as4D(1, size[0] / stride, size[1] / stride, channels);
    const seen = planes('seen', seenLayer.channels, seenLayer.stride, pyramid.moments.seen);
    const said = pyramid.students.map((weights) => {
      const student = trainablePyramidStudent(tf, levels, weights);
      const outputs = student.imitate(seen);
      student.dispose();
      return outputs;
    });
    for (const [level, { channels, stride }] of imitatedLayers.entries()) {
      const own = pyramid.moments.levels[level];
      if (!own) throw new Error('The level has moments');
      const target = planes(levelName(level), channels, stride, own);
      const stacked = tf.stack(said.map((outputs) => outputs[level] ?? tf.scalar(0)));
      const mean = stacked.mean(0);
      const graph = await run(levelScoreGraph(pyramid, level));
      closeTo(graph('regression_error'), mean.sub(target).square().sum(-1).dataSync(), 1e-4);
      const spread = stacked.sub(mean).square().sum(-1).mean(0).dataSync();
      closeTo(graph('predictive_uncertainty'), spread, 1e-4);
    }
    tf.disposeVariables();
  });

  it('weighs levels and memory against their own statistics on one grid, the teacher computed once', async () => {
    const normalisations = [normalisation(cells), normalisation(cells / 4), normalisation(cells)];
    const weights = { error: [0.5, 0.25, 1], uncertainty: [0.1, 0.2] };
    const model = await run(
      pyramidGraph(pyramid, normalisations, weights, settings, { members: 'constant', metadata: {} }),
    );
    const levelScores = await Promise.all(levels.map((_, level) => run(levelScoreGraph(pyramid, level))));
    const { memory } = pyramid;
    if (!memory) throw new Error('There is a memory');
    const input = new Tensor('float32', memory.members, [members, 176]);
    const distances = await run(distanceGraph(teacher.backbone, memory), { [membersName(memory)]: input });
    const normalised = (values: Float32Array, kind: keyof ScaleNormalisation, scale: number): number[] => {
      const own = normalisations[scale]?.[kind];
      return Array.from(values, (x, cell) => (x - (own?.mean[cell] ?? NaN)) / (own?.deviation[cell] ?? NaN));
    };
    const sum = (name: 'regression_error' | 'predictive_uncertainty', kind: keyof ScaleNormalisation) => {
      const of = kind === 'regressionError' ? weights.error : weights.uncertainty;
      const fine = normalised(levelScores[0]?.(name) ?? new Float32Array(), kind, 0);
      const coarse = enlarged(normalised(levelScores[1]?.(name) ?? new Float32Array(), kind, 1), 4, 6);
      const near =
        kind === 'regressionError' ? normalised(distances('regression_error'), kind, 2) : fine.map(() => 0);
      return fine.map(
        (value, cell) =>
          (of[0] ?? 0) * value + (of[1] ?? 0) * (coarse[cell] ?? NaN) + (of[2] ?? 0) * (near[cell] ?? NaN),
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
    const normalisations = [normalisation(cells), normalisation(cells / 4)];
    const weights = { error: [1, 1], uncertainty: [0.1, 0.1] };
    const model = await run(
      pyramidGraph(alone, normalisations, weights, settings, { members: 'constant', metadata: {} }),
    );
    expect(Math.max(...model('predictive_uncertainty').map(Math.abs))).toBe(0);
  });
});

/** Twice as many rows and columns, bilinear between cell centres, the border repeated. */
function enlarged(values: readonly number[], rows: number, columns: number): number[] {
  const at = (row: number, column: number): number =>
    values[Math.min(Math.max(row, 0), rows - 1) * columns + Math.min(Math.max(column, 0), columns - 1)] ??
    NaN;
  return Array.from({ length: 4 * rows * columns }, (_, cell) => {
    const y = Math.floor(cell / (2 * columns)) / 2 - 0.25;
    const x = (cell % (2 * columns)) / 2 - 0.25;
    const [row, column] = [Math.floor(y), Math.floor(x)];
    const [down, right] = [y - row, x - column];
    return (
      (1 - down) * ((1 - right) * at(row, column) + right * at(row, column + 1)) +
      down * ((1 - right) * at(row + 1, column) + right * at(row + 1, column + 1))
    );
  });
}
