import type { Tensor4D } from '@tensorflow/tfjs-node';
import { describe, expect, it } from 'vitest';
import { kernelShapes, patchNetworkSpec } from '../../../../../src/main/families/patch/graph/spec.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import { loadTensorFlow } from '../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { trainablePatchNetwork } from '../../../../../src/main/families/patch/graph/trainable-network.ts';
import { initialWeights } from '../../../../../src/main/networks/weights.ts';
import type { Example } from '../../../../../src/main/families/patch/teacher-examples.ts';
import {
  cutWindows,
  gridSize,
  windowsPerImage,
} from '../../../../../src/main/families/patch/training-window.ts';

const tf = loadTensorFlow();

/** Makes an image's example with the network, so that a window's descriptors can be compared with the network's own. */
function exampleOf(layout: Parameters<typeof gridSize>[0], seed: number) {
  const random = seededRandom(seed);
  const [height, width] = layout.size;
  const input = Float32Array.from({ length: 3 * height * width }, () => random.normal());
  const network = trainablePatchNetwork(tf, layout.spec, initialWeights(kernelShapes(layout.spec), 1));
  const descriptors = tf.tidy(() => {
    const frame = tf.tensor4d(input, [1, 3, height, width]).transpose<Tensor4D>([0, 2, 3, 1]);
    return Float32Array.from(network.dense(frame, layout.stride).transpose([0, 3, 1, 2]).dataSync());
  });
  const example: Example = { input, descriptors };
  return { example, network };
}

describe('a training window', () => {
  it.each([
    [33, 4, [128, 96]],
    [17, 4, [64, 50]],
    [65, 8, [144, 104]],
  ] as const)('holds all that its descriptors see, p = %i, borders included', (p, stride, size) => {
    const layout = { spec: patchNetworkSpec(p, 'compact'), stride, size };
    const { example, network } = exampleOf(layout, p);
    const region = new Uint8Array(gridSize(layout)[0] * gridSize(layout)[1]).fill(1);
    for (let seed = 0; seed < 6; seed++) {
      const random = seededRandom(seed);
      const batch = cutWindows([example, example], layout, { side: 40, inside: region, random });
      const { grid, inputSize } = batch;
      const found = tf.tidy(() =>
        network.inner(tf.tensor4d(batch.input, [2, ...inputSize, 3]), stride).dataSync(),
      );
      expect(grid).toEqual([40 / stride, 40 / stride]);
      expect(found).toHaveLength(batch.descriptors.length);
      const scale = Math.max(...batch.descriptors.map(Math.abs));
      const worst = batch.descriptors.reduce(
        (most, value, index) => Math.max(most, Math.abs(value - (found[index] ?? Number.NaN))),
        0,
      );
      expect(worst).toBeLessThan(1e-4 * scale);
    }
    network.dispose();
  });

  it('meets the area, and says which of its positions lie in it', () => {
    const layout = { spec: patchNetworkSpec(33, 'compact'), stride: 4, size: [128, 128] } as const;
    const { example, network } = exampleOf(layout, 5);
    network.dispose();
    const region = new Uint8Array(32 * 32);
    region[5 * 32 + 7] = 1;
    const random = seededRandom(1);
    const batch = cutWindows([example], layout, { side: 80, inside: region, random });
    expect(batch.inside.reduce((sum, value) => sum + value, 0)).toBe(1);
  });

  it('is the whole frame where that is smaller', () => {
    const layout = { spec: patchNetworkSpec(33, 'compact'), stride: 4, size: [64, 96] } as const;
    expect(windowsPerImage(layout, 96)).toBe(1);
    expect(windowsPerImage({ ...layout, size: [256, 256] }, 96)).toBe(7);
  });
});
