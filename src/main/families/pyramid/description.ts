import type { PresetDescription } from '../../../shared/contract/training.ts';
import { families } from '../../../shared/domain/families.ts';
import { missingBackbone } from '../../learning/network-places.ts';
import { presetFigures } from '../../learning/preset-figures.ts';
import { descriptorSources } from '../../networks/remembering/views.ts';
import type { Family } from '../family.ts';
import { pyramidSettings, type PyramidSettings } from './settings.ts';

/**
 * Returns how often a training reads each image: for features, a memory, each quantity's statistics, and the
 * whole model.
 */
function readsOf({ memory, weights }: PyramidSettings): number {
  return (memory === null ? 1 : 2) + weights.error.length + 1;
}

export const pyramidDescription: Pick<Family, 'describe' | 'missing'> = {
  async describe(places) {
    const reason = await missingBackbone(places);
    return families.pyramid.presets.map((preset): PresetDescription => {
      const settings = pyramidSettings(preset, { falseRejectRates: null });
      const { students, imagePasses, inputSize } = settings;
      return {
        family: 'pyramid',
        preset,
        receptiveFields: [],
        width: null,
        precision: null,
        students,
        epochs: null,
        imagePasses,
        recommendedImages: 20,
        views: [{ side: inputSize, cell: descriptorSources.places.stride }],
        // Students use a fixed number of images, but features and memory take time for each image.
        ...presetFigures(preset, { time: 'each image', readsPerImage: readsOf(settings) }),
        available: reason === null,
        unavailableReason: reason,
      };
    });
  },
  missing: (places) => missingBackbone(places),
};
