import { defineFamily } from '../family.ts';
import { memoryCards } from './card.ts';
import { memoryDescription } from './description.ts';
import { memoryFacts } from './facts.ts';

/** Descriptors of good images are remembered; a part is judged by the nearest ones. See README.md. */
export const memoryFamily = defineFamily({
  cards: memoryCards,
  facts: memoryFacts,
  ...memoryDescription,
  async train(order, hooks) {
    const { trainMemory } = await import('./train.ts');
    return trainMemory(order, hooks);
  },
  async randomModel(preset, options) {
    const { randomMemory } = await import('./random-model.ts');
    return randomMemory(preset, options);
  },
});
