import { refusalOf } from '../../inference/try-provider.ts';
import { hasGpuDriver } from '../../learning/gpu.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Checks that ONNX Runtime computes, also on the graphics card if there is a driver. */
export const checkInference: Check = async () => {
  const refusal = await refusalOf('cpu');
  if (refusal !== null) return [finding('inferenceFailed', { said: refusal })];
  if (!hasGpuDriver()) return [finding('inferenceCpu')];
  const said = await refusalOf('cuda');
  return [said === null ? finding('inferenceCuda') : finding('inferenceCudaRefused', { said })];
};
