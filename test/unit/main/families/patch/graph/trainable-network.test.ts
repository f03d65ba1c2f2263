import { describe, expect, it } from 'vitest';
import {
  densePlan,
  outputStrides,
  trainingStride,
} from '../../../../../../src/main/families/patch/graph/dense-plan.ts';
import {
  kernelShapes,
  patchNetworkSpec,
  receptiveFields,
} from '../../../../../../src/main/families/patch/graph/spec.ts';
import { GraphBuilder } from '../../../../../../src/main/networks/onnx/graph-builder.ts';
import {
  appendDenseNetwork,
  appendPatchNetwork,
} from '../../../../../../src/main/families/patch/graph/patch-network.ts';
import { createAdam } from '../../../../../../src/main/networks/tensorflow/adam.ts';
import { loadTensorFlow } from '../../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { trainablePatchNetwork } from '../../../../../../src/main/families/patch/graph/trainable-network.ts';
import { initialWeights } from '../../../../../../src/main/networks/weights.ts';
import {
  channelsLast,
  patchesAt,
  randomImage,
  relativeDifference,
  runGraph,
} from '../../../../../support/networks/tensors.ts';

const tf = loadTensorFlow();
const size = { height: 41, width: 37 };

describe('patch network in TensorFlow.js', () => {
  it.each(receptiveFields)('computes what the ONNX graph computes, p = %i', async (p) => {
    const spec = patchNetworkSpec(p, 'compact');
    const weights = initialWeights(kernelShapes(spec), p);
    const network = trainablePatchNetwork(tf, spec, weights);
    const image = randomImage(size.height, size.width, 5);
    const input = tf.tensor4d(channelsLast(image), [1, size.height, size.width, 3]);
    for (const stride of outputStrides) {
      const graph = new GraphBuilder('dense');
      const plan = densePlan(spec, stride, size);
      const value = graph.input('input', 'float', [1, 3, size.height, size.width]);
      const output = appendDenseNetwork(graph, value, { plan, weights, prefix: 'network' });
      graph.output('output', output, 'float', [1, spec.descriptorSize, plan.outputHeight, plan.outputWidth]);
      const expected = await runGraph(graph.serialise(), image);
      const found = network.dense(input, stride);
      expect(found.shape).toEqual([1, plan.outputHeight, plan.outputWidth, spec.descriptorSize]);
      expect(relativeDifference(Float32Array.from(found.dataSync()), channelsLast(expected))).toBeLessThan(
        1e-4,
      );
      found.dispose();
    }

    const graph = new GraphBuilder('patch');
    const value = graph.input('input', 'float', ['batch', 3, p, p]);
    const output = appendPatchNetwork(graph, value, { spec, weights, prefix: 'network' });
    graph.output('output', output, 'float', ['batch', spec.descriptorSize, 1, 1]);
    const patches = patchesAt(image, p, [
      [0, 0],
      [20, 30],
    ]);
    const expected = await runGraph(graph.serialise(), patches);
    const found = network.patches(tf.tensor4d(channelsLast(patches), [2, p, p, 3]));
    expect(relativeDifference(Float32Array.from(found.dataSync()), channelsLast(expected))).toBeLessThan(
      1e-4,
    );
    network.dispose();
  });

  it('learns at its smallest training stride without keeping tensors', () => {
    const spec = patchNetworkSpec(33, 'compact');
    const network = trainablePatchNetwork(tf, spec, initialWeights(kernelShapes(spec), 1));
    const adam = createAdam(tf, network.variables, { weightDecay: 1e-5 });
    const input = tf.randomNormal([1, 48, 48, 3], 0, 1, 'float32', 3).as4D(1, 48, 48, 3);
    expect(trainingStride(spec, 1)).toBe(4);
    const losses: number[] = [];
    const tensors: number[] = [];
    for (let step = 0; step < 6; step++) {
      const { value, grads } = tf.variableGrads(
        () =>
          network
            .dense(input.as4D(1, 48, 48, 3), 4)
            .sub(1)
            .square()
            .mean()
            .asScalar(),
        [...network.variables],
      );
      adam.apply(grads, 1e-3);
      losses.push(value.dataSync()[0] ?? NaN);
      tf.dispose([value, ...Object.values(grads)]);
      tensors.push(tf.memory().numTensors);
    }
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    expect(new Set(tensors).size).toBe(1);
  });

  it('goes on from saved moments as if it had not stopped', () => {
    const spec = patchNetworkSpec(17, 'compact');
    const gradients = (network: ReturnType<typeof trainablePatchNetwork>, step: number) =>
      Object.fromEntries(
        network.variables.map((variable, i) => [
          variable.name,
          tf.randomNormal(variable.shape, 0, 1, 'float32', 100 * step + i),
        ]),
      );
    const whole = trainablePatchNetwork(tf, spec, initialWeights(kernelShapes(spec), 1));
    const first = createAdam(tf, whole.variables, { weightDecay: 0.1 });
    first.apply(gradients(whole, 0), 1e-3);
    const [weights, state] = [whole.weights(), first.state()];
    first.apply(gradients(whole, 1), 1e-3);

    const resumed = trainablePatchNetwork(tf, spec, weights);
    createAdam(tf, resumed.variables, { weightDecay: 0.1, state }).apply(gradients(resumed, 1), 1e-3);
    expect(resumed.weights()).toEqual(whole.weights());
    expect(resumed.weights()).not.toEqual(weights);
  });

  it('refuses the weights of another network', () => {
    const weights = initialWeights(kernelShapes(patchNetworkSpec(17, 'compact')), 1);
    expect(() => trainablePatchNetwork(tf, patchNetworkSpec(33, 'compact'), weights)).toThrow('not those');
  });
});
