import { families } from '../../../shared/domain/families.ts';
import { missingBackbone } from '../../learning/network-places.ts';
import { presetFigures } from '../../learning/preset-figures.ts';
import { descriptorSources } from '../../networks/remembering/views.ts';
import type { Family } from '../family.ts';
import { memorySettings, type MemoryPreset } from './settings.ts';

const ownRates = { falseRejectRates: null };

/**
 * Returns how often a training reads each image: twice per view, for descriptors and statistics, and once for
 * the whole model.
 */
function readsOf(preset: MemoryPreset): number {
  return 2 * memorySettings(preset, ownRates).views.length + 1;
}

export const memoryDescription: Pick<Family, 'describe' | 'missing'> = {
  async describe(places) {
    const reason = await missingBackbone(places);
    return families.memory.presets.map((preset) => ({
      family: 'memory',
      preset,
      receptiveFields: [],
      width: null,
      precision: null,
      students: null,
      epochs: null,
      imagePasses: null,
      recommendedImages: 5,
      views: memorySettings(preset, ownRates).views.flatMap(({ sees, inputSize: side }) =>
        sees === 'places' ? [{ side, cell: descriptorSources[sees].stride }] : [],
      ),
      ...presetFigures(preset, { time: 'each image', readsPerImage: readsOf(preset) }),
      available: reason === null,
      unavailableReason: reason,
    }));
  },
  missing: (places) => missingBackbone(places),
};
