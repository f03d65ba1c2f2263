import { families } from '../../../shared/domain/families.ts';
import { missingBackbone } from '../../learning/network-places.ts';
import type { Family } from '../family.ts';
import type { MemoryPreset } from './settings.ts';

/** What a training with a preset takes, and the mean AU-PRO that docs/results.md has of it. */
const known = {
  instant: { duration: { seconds: 3, secondsPerImage: 0.25 }, accuracy: 0.811 },
  thorough: { duration: { seconds: 8, secondsPerImage: 0.6 }, accuracy: 0.821 },
} as const satisfies Record<MemoryPreset, unknown>;

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
      ...known[preset],
      available: reason === null,
      unavailableReason: reason,
    }));
  },
  missing: (places) => missingBackbone(places),
};
