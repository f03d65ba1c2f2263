import { defineFamily } from '../family.ts';
import { memoryCards } from './card.ts';
import { memoryDescription } from './description.ts';
import { memoryFacts } from './facts.ts';

/** Remembers descriptors of good images and judges parts by the nearest ones. See README.md. */
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
