import { refusalOf } from '../../inference/try-provider.ts';
import { hasGpuDriver } from '../../learning/gpu.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';

/** ONNX Runtime computes; on the graphics card, too, where there is a driver for one. */
export const checkInference: Check = async () => {
  const refusal = await refusalOf('cpu');
  if (refusal !== null) return [finding('inferenceFailed', { said: refusal })];
  if (!hasGpuDriver()) return [finding('inferenceCpu')];
  const said = await refusalOf('cuda');
  return [said === null ? finding('inferenceCuda') : finding('inferenceCudaRefused', { said })];
};
