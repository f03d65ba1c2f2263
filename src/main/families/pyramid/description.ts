import type { PresetDescription } from '../../../shared/contract/training.ts';
import { families } from '../../../shared/domain/families.ts';
import { missingBackbone } from '../../learning/network-places.ts';
import type { Family } from '../family.ts';
import { pyramidSettings, type PyramidPreset } from './settings.ts';

/** On two cores (docs/results.md): students look at a number of images, not all; features and memory take time for each. */
const measured: Readonly<Record<PyramidPreset, Pick<PresetDescription, 'duration' | 'accuracy'>>> = {
  pyramid: { duration: { seconds: 70, secondsPerImage: 0.05 }, accuracy: 0.781 },
  joined: { duration: { seconds: 100, secondsPerImage: 0.15 }, accuracy: 0.802 },
};

export const pyramidDescription: Pick<Family, 'describe' | 'missing'> = {
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
        duration: measured[preset].duration,
        accuracy: measured[preset].accuracy,
        available: reason === null,
        unavailableReason: reason,
      };
    });
  },
  missing: (places) => missingBackbone(places),
};
