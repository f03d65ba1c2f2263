import { access } from 'node:fs/promises';

/** Where the frozen networks lie that trainings start from. */
export interface NetworkPlaces {
  readonly teachersFolder: string;
  readonly backboneFile: string;
}

/** Why the pretrained network cannot be used, and what to do; null when it is there. */
export async function missingBackbone({ backboneFile }: NetworkPlaces): Promise<string | null> {
  try {
    await access(backboneFile);
    return null;
  } catch {
    return `The pretrained network “${backboneFile}” is missing. Reinstall the station, or choose another family.`;
  }
}
