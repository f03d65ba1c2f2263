import { access } from 'node:fs/promises';
import type { NetworkPlaces } from '../families/family-description.ts';

/** Why the pretrained network cannot be used, and what to do; null when it is there. */
export async function missingBackbone({ backboneFile }: NetworkPlaces): Promise<string | null> {
  try {
    await access(backboneFile);
    return null;
  } catch {
    return `The pretrained network “${backboneFile}” is missing. Reinstall the station, or choose another family.`;
  }
}
