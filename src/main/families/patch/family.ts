import { defineFamily } from '../family.ts';
import { patchCards } from './card.ts';
import { patchDescription } from './description.ts';
import { patchFacts } from './facts.ts';

/** Trains students to imitate a teacher on small patches, following the paper. See README.md. */
export const patchFamily = defineFamily({
  cards: patchCards,
  facts: patchFacts,
  ...patchDescription,
  async train(order, hooks, tensorFlow) {
    const { trainPatch } = await import('./train.ts');
    return trainPatch(await tensorFlow(), order, hooks);
  },
  async randomModel(preset, options) {
    const { randomPatchModel } = await import('./random-model.ts');
    return randomPatchModel(preset, options);
  },
});
