import { defineFamily } from '../family.ts';
import { pyramidCards } from './card.ts';
import { pyramidDescription } from './description.ts';
import { pyramidFacts } from './facts.ts';

/** Trains students to imitate several layers of a pretrained network in one pass. See README.md. */
export const pyramidFamily = defineFamily({
  cards: pyramidCards,
  facts: pyramidFacts,
  ...pyramidDescription,
  async train(order, hooks, tensorFlow) {
    const { trainPyramid } = await import('./train.ts');
    return trainPyramid(await tensorFlow(), order, hooks);
  },
  async randomModel(preset, options) {
    const { randomPyramid } = await import('./random-model.ts');
    return randomPyramid(preset, options);
  },
});
