import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { kernelShapes } from '../../../../../../src/main/families/patch/graph/spec.ts';
import { patchGraph, type ScoredScale } from '../../../../../../src/main/families/patch/graph/model-graph.ts';
import type { ScoreSettings } from '../../../../../../src/main/networks/onnx/model-outputs.ts';
import { seededRandom } from '../../../../../../src/main/networks/random.ts';
import { loadTensorFlow } from '../../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { trainablePatchNetwork } from '../../../../../../src/main/families/patch/graph/trainable-network.ts';
import { initialWeights } from '../../../../../../src/main/networks/weights.ts';
import { floatOutput, frameTensor } from '../../../../../../src/main/learning/run-graph.ts';
import type { PositionNormalisation } from '../../../../../../src/main/networks/onnx/anomaly-score.ts';
import { wholePicture } from '../../../../../../src/shared/domain/region.ts';
import type { Frame } from '../../../../../../src/shared/domain/frame.ts';
import { partFrame } from '../../../../../support/training/parts.ts';
import { teacherSpec } from '../../../../../support/training/teacher.ts';

const tf = loadTensorFlow();
const size = 128;
const stride = 4;
const weights = (seed: number) => initialWeights(kernelShapes(teacherSpec), seed);
const random = seededRandom(9);

function scale(students: number): ScoredScale {
  const component = (): number => random.normal();
  return {
    teacher: { spec: teacherSpec, weights: weights(1), stride, size: [size, size] },
    moments: {
      mean: Float64Array.from({ length: teacherSpec.descriptorSize }, component),
      deviation: Float64Array.from({ length: teacherSpec.descriptorSize }, () => 0.5 + Math.abs(component())),
    },
    students: Array.from({ length: students }, (_, index) => weights(index + 2)),
    normalisation: { regressionError: atPositions(60, 9), predictiveUncertainty: atPositions(40, 5) },
  };
}

/** Makes statistics that differ by position. */
function atPositions(mean: number, deviation: number): PositionNormalisation {
  const cells = (size / stride) ** 2;
  return {
    mean: Float32Array.from({ length: cells }, (_, at) => mean * (1 + 0.2 * Math.sin(at))),
    deviation: Float32Array.from({ length: cells }, (_, at) => deviation * (1 + 0.2 * Math.cos(at))),
  };
}

const settings: ScoreSettings = {
  smoothing: 4,
  topShare: 0.02,
  limits: { score: 3, map: 5 },
  area: wholePicture,
};

/**
 * Computes score and map by TensorFlow.js, equation by equation (paper, section 3.3), for a frame of the input's size. Each
 * position's weight is the share of its patch that lies in the picture.
 */
function scoreInTensorFlow(
  { teacher, moments, students, normalisation }: ScoredScale,
  frame: Frame,
): { score: number; map: Float32Array } {
  return tf.tidy(() => {
    const pixels = tf.tensor4d(Float32Array.from(frame.data), [1, size, size, 3]);
    const input = pixels.sub(127).div(128).as4D(1, size, size, 3);
    const dense = (network: ReturnType<typeof weights>) =>
      trainablePatchNetwork(tf, teacherSpec, network).dense(input, teacher.stride);
    const mean = tf.tensor1d(Float32Array.from(moments.mean));
    const deviation = tf.tensor1d(Float32Array.from(moments.deviation));
    const target = dense(teacher.weights).sub(mean).div(deviation);
    const predictions = students.map(dense);
    const average = tf.addN(predictions).div(students.length);
    const e = average.sub(target).square().sum(-1);
    const v = tf
      .addN(predictions.map((prediction) => prediction.square().sum(-1)))
      .div(students.length)
      .sub(average.square().sum(-1));
    const normalised = (x: typeof e, { mean: centre, deviation: spread }: PositionNormalisation) =>
      x.sub(tf.tensor1d(centre).reshape(x.shape)).div(tf.tensor1d(spread).reshape(x.shape));
    const cells = size / stride;
    const patch = teacherSpec.receptiveField;
    const border = (patch - 1) / 2;
    const picture = tf.pad(tf.ones([1, size, size, 1]), [
      [0, 0],
      [border, border],
      [border, border],
      [0, 0],
    ]);
    const share = tf.avgPool(
      picture.as4D(1, size + 2 * border, size + 2 * border, 1),
      patch,
      stride,
      'valid',
    );
    const sum = normalised(e, normalisation.regressionError)
      .add(students.length > 1 ? normalised(v, normalisation.predictiveUncertainty) : 0)
      .mul(share.reshape(e.shape));
    const bell = Array.from({ length: 7 }, (_, i) => Math.exp(-((i - 3) ** 2) / 2));
    const total = bell.reduce((a, b) => a + b, 0);
    const kernel = tf.tensor1d(bell.map((b) => b / total));
    const column = kernel
      .reshape([7, 1])
      .matMul(kernel.reshape([1, 7]))
      .as4D(7, 7, 1, 1);
    const edges = Array.from({ length: cells + 6 }, (_, i) => Math.min(Math.max(i - 3, 0), cells - 1));
    const padded = sum
      .as3D(1, cells, cells)
      .gather(edges, 1)
      .gather(edges, 2)
      .as4D(1, cells + 6, cells + 6, 1);
    const smooth = tf.conv2d(padded.as4D(1, cells + 6, cells + 6, 1), column, 1, 'valid');
    const map = tf.image
      .resizeBilinear(smooth.as4D(1, cells, cells, 1), [size, size], false, false)
      .div(2 * settings.limits.map);
    const highest = tf.topk(smooth.flatten(), Math.round(settings.topShare * cells ** 2)).values;
    const score = highest.mean().div(2 * settings.limits.score);
    return { score: score.dataSync()[0] ?? Number.NaN, map: Float32Array.from(map.dataSync()) };
  });
}

async function scoreInOnnx(graph: Uint8Array, frame: Tensor): Promise<{ score: number; map: Float32Array }> {
  const session = await InferenceSession.create(graph);
  const outputs = await session.run({ frame });
  await session.release();
  return { score: floatOutput(outputs, 'score')[0] ?? Number.NaN, map: floatOutput(outputs, 'map') };
}

describe('the model’s graph', () => {
  it.each([3, 1])('scores as TensorFlow.js does to 1e-3, %i students', async (students) => {
    const model = scale(students);
    const frame = partFrame(3, size);
    const expected = scoreInTensorFlow(model, frame);
    const found = await scoreInOnnx(patchGraph([model], settings, {}), frameTensor(frame));
    expect(Math.abs(found.score / expected.score - 1)).toBeLessThan(1e-3);
    const peak = Math.max(...expected.map.map(Math.abs));
    for (const [index, value] of expected.map.entries()) {
      expect(Math.abs((found.map[index] ?? Number.NaN) - value)).toBeLessThan(1e-3 * peak);
    }
  });

  it('takes frames of any size, and leaves an alpha channel out', async () => {
    const graph = patchGraph([scale(2)], settings, {});
    const frame = partFrame(4, 90);
    const rgba = new Uint8Array(90 * 90 * 4);
    for (let pixel = 0; pixel < 90 * 90; pixel++) {
      rgba.set(frame.data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
      rgba[pixel * 4 + 3] = pixel % 256;
    }
    const colour = await scoreInOnnx(graph, frameTensor(frame));
    const withAlpha = await scoreInOnnx(graph, new Tensor('uint8', rgba, [1, 90, 90, 4]));
    expect(withAlpha.score).toBe(colour.score);
    expect(colour.map).toHaveLength(size * size);
  });

  it('averages the scales of several receptive fields', async () => {
    const [first, second] = [scale(2), { ...scale(2), students: [weights(7), weights(8)] }];
    const frame = partFrame(3, size);
    const maps = [first, second].map((one) => scoreInTensorFlow(one, frame).map);
    const found = await scoreInOnnx(patchGraph([first, second], settings, {}), frameTensor(frame));
    const peak = Math.max(...maps.flatMap((map) => [...map]).map(Math.abs));
    for (const [index, value] of found.map.entries()) {
      const mean = ((maps[0]?.[index] ?? Number.NaN) + (maps[1]?.[index] ?? Number.NaN)) / 2;
      expect(Math.abs(value - mean)).toBeLessThan(1e-3 * peak);
    }
  });
});
