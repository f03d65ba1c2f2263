import type { OnnxModel } from '../networks/onnx/onnx-schema.ts';
import { readBackbone } from './backbone-file.ts';
import { createProgress, type PhaseShares, type Progress } from './progress.ts';
import type { TrainingHooks } from './training-hooks.ts';
import type { TrainingOrder } from './training-order.ts';
import { graphMetadata } from './write-model.ts';

/** State of a running training that uses features of the pretrained network. */
export interface BackboneTraining {
  readonly order: TrainingOrder;
  readonly backbone: OnnxModel;
  /** Name and hash of the pretrained network for cards. */
  readonly teacher: { readonly name: string; readonly sha256: string };
  readonly report: Progress;
  readonly signal: AbortSignal;
  /** Seconds since the training began. */
  seconds(): number;
}

/** @throws StationError NO_TEACHER, CORRUPT_MODEL if the pretrained network is missing or damaged */
export async function beginBackboneTraining(
  order: TrainingOrder,
  hooks: TrainingHooks,
  phases: PhaseShares,
): Promise<BackboneTraining> {
  const started = performance.now();
  const report = createProgress(hooks.onProgress, phases);
  const { model: backbone, sha256 } = await readBackbone(order.backboneFile);
  return {
    order,
    backbone,
    teacher: { name: 'efficientnet-lite0', sha256 },
    report,
    signal: hooks.signal,
    seconds: () => (performance.now() - started) / 1000,
  };
}

/**
 * Returns the metadata of a graph that contains the pretrained network: the order's names and the network's
 * licence.
 */
export function backboneMetadata(order: TrainingOrder): Record<string, string> {
  return { ...graphMetadata(order), teacher: 'EfficientNet-Lite0, Apache-2.0' };
}
