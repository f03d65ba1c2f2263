import { trainingStride } from '../families/patch/graph/dense-plan.ts';
import type { PatchNetworkSpec } from '../families/patch/graph/spec.ts';
import { openDenseFeatures, openEmbedding, type BackboneFeatures } from '../learning/backbone-features.ts';
import { pretrainingStride } from './pretraining-network.ts';
import type { PretrainingSettings } from '../families/patch/pretraining-settings.ts';

/**
 * Opens P as the settings use it: for crops at every stride-th pixel, or for single patches.
 *
 * @throws StationError NO_TEACHER if the file cannot be read, CORRUPT_MODEL if it is no such network
 */
export function openBackbone(
  file: string,
  spec: PatchNetworkSpec,
  { target, cropSize, magnification }: Pick<PretrainingSettings, 'target' | 'cropSize' | 'magnification'>,
): Promise<BackboneFeatures> {
  if (target === 'patch') return openEmbedding(file, { side: spec.receptiveField, magnification });
  const grid = cropSize / trainingStride(spec, pretrainingStride);
  return openDenseFeatures(file, { side: cropSize, grid, magnification });
}
