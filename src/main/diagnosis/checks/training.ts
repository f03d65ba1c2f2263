import { openDevice, planDevice } from '../../learning/training-device.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Checks whether trainings use the GPU if there is a driver, by loading its library. */
export const checkTraining: Check = () => {
  const planned = planDevice('auto');
  const used = planned.device === 'gpu' ? openDevice(planned).used : planned;
  if (used.device === 'gpu') return [finding('trainingGpu', { name: used.name ?? 'GPU' })];
  if (used.reason === null) return [finding('trainingCpu')];
  return [finding('trainingGpuRefused', { said: used.said ?? used.reason })];
};
