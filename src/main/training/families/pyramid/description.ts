import { families, type PyramidPreset } from '../../../../shared/contract/families.ts';
import type { PresetDescription } from '../../../../shared/contract/training.ts';
import type { FamilyDescription } from '../family-description.ts';
import { missingBackbone } from '../missing-backbone.ts';
import { pyramidSettings } from './settings.ts';

/** On two cores (docs/results.md): students look at a number of images, not all; features and memory take time for each. */
const measured: Readonly<Record<PyramidPreset, PresetDescription['duration']>> = {
  pyramid: { seconds: 90, secondsPerImage: 0.1 },
  joined: { seconds: 90, secondsPerImage: 0.2 },
};

export const pyramidDescription: FamilyDescription = {
  async describe(places) {
    const reason = await missingBackbone(places);
    return families.pyramid.presets.map((preset): PresetDescription => {
      const { students, imagePasses } = pyramidSettings(preset, { falseRejectRates: null });
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
        duration: measured[preset],
        available: reason === null,
        unavailableReason: reason,
      };
    });
  },
  missing: (places) => missingBackbone(places),
};
