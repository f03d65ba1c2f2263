import type { Family, Preset } from '../../shared/domain/families.ts';
import { randomMemory } from './memory/random-model.ts';
import { randomPatchModel } from './patch/random-model.ts';
import { randomPyramid } from './pyramid/random-model.ts';

export interface RandomModelOptions {
  /** Of the square frame, pixels. */
  readonly side: number;
  readonly backboneFile: string;
}

/** A model's graph with random weights, as a training with the preset exports it: it costs a frame what a trained one costs. */
export type MakeRandomModel = (preset: Preset, options: RandomModelOptions) => Promise<Uint8Array>;

/** For each family. */
export const randomModels: Readonly<Record<Family, MakeRandomModel>> = {
  patch: randomPatchModel,
  pyramid: randomPyramid,
  memory: randomMemory,
};
