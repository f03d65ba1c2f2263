import { access } from 'node:fs/promises';
import type { FamilyDescription, NetworkPlaces } from '../family-description.ts';

/** Why the pretrained network cannot be used, and what to do; null when it is there. */
async function missingBackbone({ backboneFile }: NetworkPlaces): Promise<string | null> {
  try {
    await access(backboneFile);
    return null;
  } catch {
    return `The pretrained network “${backboneFile}” is missing. Reinstall the station, or choose another family.`;
  }
}

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
        duration: { seconds: 5, secondsPerImage: 0.2 },
        available: reason === null,
        unavailableReason: reason,
      },
    ];
  },
  missing: (places) => missingBackbone(places),
};
