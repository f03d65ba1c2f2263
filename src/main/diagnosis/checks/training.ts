import { openDevice, planDevice } from '../../learning/training-device.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Whether trainings take the GPU, where there is a driver for one: its library is loaded for that. */
export const checkTraining: Check = () => {
  const planned = planDevice('auto');
  const used = planned.device === 'gpu' ? openDevice(planned).used : planned;
  if (used.device === 'gpu') return [finding('trainingGpu', { name: used.name ?? 'GPU' })];
  if (used.reason === null) return [finding('trainingCpu')];
  return [finding('trainingGpuRefused', { said: used.said ?? used.reason })];
};
