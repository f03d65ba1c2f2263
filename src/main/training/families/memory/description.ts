import type { FamilyDescription } from '../family-description.ts';
import { missingBackbone } from '../missing-backbone.ts';

export const memoryDescription: FamilyDescription = {
  async describe(places) {
    const reason = await missingBackbone(places);
    return [
      {
        family: 'memory',
        preset: 'instant',
        receptiveFields: [],
        width: null,
        precision: null,
        students: null,
        epochs: null,
        imagePasses: null,
        recommendedImages: 5,
        duration: { seconds: 3, secondsPerImage: 0.08 },
        accuracy: 0.793,
        available: reason === null,
        unavailableReason: reason,
      },
    ];
  },
  missing: (places) => missingBackbone(places),
};
