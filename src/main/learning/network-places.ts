import { access } from 'node:fs/promises';

/** Places of the frozen networks that trainings start from. */
export interface NetworkPlaces {
  readonly teachersFolder: string;
  readonly backboneFile: string;
}

/** Returns why the pretrained network cannot be used and what to do; null: it exists. */
export async function missingBackbone({ backboneFile }: NetworkPlaces): Promise<string | null> {
  try {
    await access(backboneFile);
    return null;
  } catch {
    return `The pretrained network “${backboneFile}” is missing. Reinstall the station, or choose another family.`;
  }
}
