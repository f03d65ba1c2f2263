import { describe, expect, it } from 'vitest';
import { loadTensorFlow } from '../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import {
  compactnessLoss,
  distillationLoss,
  metricLoss,
} from '../../../../../src/main/networks/tensorflow/teacher-losses.ts';

const tf = loadTensorFlow();
const valueOf = (loss: { dataSync(): ArrayLike<number> }) => loss.dataSync()[0];

describe('losses of a teacher', () => {
  it('distillation is the mean squared difference', () => {
    const loss = distillationLoss(tf, tf.tensor2d([[1, 2]]), tf.tensor2d([[3, 2]]));
    expect(valueOf(loss)).toBe(2);
  });

  it('metric learning is max{0, δ + δ⁺ − δ⁻}, δ⁻ the smaller of both distances, averaged over triplets', () => {
    const loss = metricLoss(
      tf,
      tf.tensor2d([
        [0, 0],
        [0, 0],
      ]),
      tf.tensor2d([
        [1, 0],
        [0, 0],
      ]),
      tf.tensor2d([
        [2, 0],
        [9, 0],
      ]),
      1,
    );
    // First: δ⁺ = 1, δ⁻ = min(4, 1) = 1, so 1 + 1 − 1 = 1. Second: far enough, so 0.
    expect(valueOf(loss)).toBe(0.5);
  });

  it('compactness is 1 for equal or opposite components and 0 for uncorrelated ones', () => {
    expect(
      valueOf(
        compactnessLoss(
          tf,
          tf.tensor2d([
            [1, 3],
            [2, 5],
            [4, 9],
          ]),
        ),
      ),
    ).toBeCloseTo(1, 4);
    expect(
      valueOf(
        compactnessLoss(
          tf,
          tf.tensor2d([
            [1, -1],
            [2, -2],
            [4, -4],
          ]),
        ),
      ),
    ).toBeCloseTo(1, 4);
    expect(
      valueOf(
        compactnessLoss(
          tf,
          tf.tensor2d([
            [1, 1],
            [-1, 1],
            [1, -1],
            [-1, -1],
          ]),
        ),
      ),
    ).toBeCloseTo(0, 6);
  });
});
