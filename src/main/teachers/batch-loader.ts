import type { BackboneFeatures } from '../learning/backbone-features.ts';
import { loadCrops } from './crop-batch.ts';
import { cutPatches } from './cut-patches.ts';
import type { ListedImage } from './image-list.ts';
import type { PretrainingSettings } from '../families/patch/pretraining-settings.ts';
import { tripletPatches, type TripletPatches } from './triplet-patches.ts';

/** Input of one training step; a part whose loss is switched off is null. */
export interface Batch {
  /** Pictures that the teacher describes, uint8: crops `[B, side, side, 3]`, or patches `[n, p, p, 3]` cut from crops. */
  readonly pictures: Uint8Array;
  /** P's features `[positions, channels]` of these pictures, not yet standardised; null without distillation. */
  readonly features: Float32Array | null;
  readonly triplets: TripletPatches | null;
}

/** Number of batches under way: while TensorFlow computes a step, later ones are decoded and run through P. */
const ahead = 3;

/** Uses of a seed, so that no two uses share random numbers. */
const purpose = { crops: 1, triplets: 2, statistics: 3, patches: 4 } as const;

export interface BatchLoader {
  /** Returns the batch of a step and loads the next ones meanwhile. */
  readonly take: (step: number) => Promise<Batch>;
  /** Returns P's features of a batch that no step uses, for the statistics of the targets. */
  readonly statisticsBatch: (index: number) => Promise<Float32Array>;
  /** Waits for all batches under way. */
  readonly settle: () => Promise<void>;
}

/** Makes a loader that gives the batch of any step. A batch depends only on the settings' seed and the step. */
export function batchLoader(
  images: readonly ListedImage[],
  settings: PretrainingSettings,
  features: BackboneFeatures | null,
): BatchLoader {
  const { seed, batchSize, cropSize, receptiveField } = settings;
  const pending = new Map<number, Promise<Batch>>();
  const count = settings.target === 'patch' ? settings.patches : batchSize;

  function picturesOf(crops: Uint8Array, ...use: readonly number[]): Uint8Array {
    if (settings.target === 'dense') return crops;
    const seeds = [seed, purpose.patches, ...use];
    return cutPatches(crops, { side: cropSize, patch: receptiveField, count, seeds });
  }

  async function load(step: number): Promise<Batch> {
    const seeds = [seed, purpose.crops, step];
    const crops = await loadCrops(images, { count: batchSize, side: cropSize, seeds });
    const pictures = picturesOf(crops, purpose.crops, step);
    return {
      pictures,
      features: features && settings.lambdaK > 0 ? await features.run(pictures, count) : null,
      triplets:
        settings.lambdaM > 0
          ? tripletPatches(crops, {
              side: cropSize,
              patch: receptiveField,
              count: settings.triplets,
              seeds: [seed, purpose.triplets, step],
            })
          : null,
    };
  }

  function start(step: number): Promise<Batch> {
    const known = pending.get(step);
    if (known) return known;
    const batch = load(step);
    // `take` reports the failure of a batch; until then the failure must not count as unhandled.
    batch.catch(() => undefined);
    pending.set(step, batch);
    return batch;
  }

  return {
    take(step) {
      const batch = start(step);
      for (let next = 1; next < ahead; next++) void start(step + next);
      pending.delete(step);
      return batch;
    },
    async statisticsBatch(index) {
      if (!features) throw new TypeError('Without the backbone there are no features');
      const seeds = [seed, purpose.statistics, index];
      const crops = await loadCrops(images, { count: batchSize, side: cropSize, seeds });
      return features.run(picturesOf(crops, purpose.statistics, index), count);
    },
    async settle() {
      await Promise.allSettled(pending.values());
    },
  };
}
