import { expect, test } from 'vitest';
import { gpuName, hasGpuDriver, isOutOfMemory } from '../../../../src/main/learning/gpu.ts';
import { loadTensorFlow } from '../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { messageOf } from '../../../../src/shared/domain/station-error.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

test('the driver of NVIDIA tells the name of its first GPU', () => {
  const information = 'Model: \t\t NVIDIA H200\nIRQ:   \t\t 16\n';
  const driver = tempFolder({ version: 'NVRM', 'gpus/0000:01:00.0/information': information });
  expect([hasGpuDriver(driver), gpuName(driver)]).toEqual([true, 'NVIDIA H200']);
  const none = tempFolder();
  expect([hasGpuDriver(none), gpuName(none)]).toEqual([false, null]);
});

test('what TensorFlow says of a tensor that memory has no room for is told from other failures', () => {
  const tf = loadTensorFlow();
  const said = (compute: () => unknown): string => {
    try {
      compute();
    } catch (error) {
      return messageOf(error);
    }
    throw new Error('Nothing failed');
  };
  const room = said(() => tf.fill([1e7, 1e7], 1));
  expect(isOutOfMemory(room), room).toBe(true);
  const index = said(() => tf.gather(tf.ones([2]), tf.tensor1d([5], 'int32')).dataSync());
  expect(isOutOfMemory(index), index).toBe(false);
});
