import { expect, it, describe } from 'vitest';
import { loadTensorFlow } from '../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import {
  trainStudent,
  type StudentSettings,
} from '../../../../../src/main/families/patch/student-trainer.ts';
import { teacherSpec } from '../../../../support/training/teacher.ts';

const tf = loadTensorFlow();
const side = 64;
const cells = (side / 4) ** 2;

function settings(change: Partial<StudentSettings>): StudentSettings {
  return {
    spec: teacherSpec,
    stride: 4,
    size: [side, side],
    seed: 1,
    steps: 3,
    window: side,
    weightDecay: 0,
    learningRate: () => 1e-3,
    moments: {
      mean: new Float64Array(teacherSpec.descriptorSize),
      deviation: new Float64Array(teacherSpec.descriptorSize).fill(1),
    },
    inside: new Uint8Array(cells).fill(1),
    ...change,
  };
}

async function train(change: Partial<StudentSettings>, losses: number[] = []) {
  const random = seededRandom(2);
  const example = {
    input: Float32Array.from({ length: 3 * side ** 2 }, () => random.normal()),
    descriptors: Float32Array.from({ length: teacherSpec.descriptorSize * cells }, () => random.normal()),
  };
  return trainStudent(tf, settings(change), {
    signal: new AbortController().signal,
    batch: () => Promise.resolve([example]),
    onStep: (_step, loss) => {
      losses.push(loss);
      return 'go on';
    },
  });
}

describe('a student', () => {
  it('whose training diverges ends it with a name and the step, and leaves no tensors', async () => {
    const before = tf.memory().numTensors;
    await expect(train({ learningRate: () => 1e30, steps: 20 })).rejects.toMatchObject({
      code: 'WORKER_FAILED',
      message: expect.stringMatching(/diverged at step [2-9]: .*another seed/),
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('that diverges in its very last step is not taken for trained', async () => {
    const losses: number[] = [];
    const failure = train({ learningRate: () => Number.NaN, steps: 1 }, losses);
    await expect(failure).rejects.toMatchObject({
      code: 'WORKER_FAILED',
      message: expect.stringContaining('a weight is no longer a number'),
    });
    expect(losses.every(Number.isFinite)).toBe(true);
  });
});
