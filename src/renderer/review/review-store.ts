import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { noFilter } from './filter-choice.ts';
import type { FilterChoice } from './filter-choice.ts';

export const orders = ['newest', 'oldest', 'highest-score'] as const;
export type Order = (typeof orders)[number];

/** What the reviewer looks at; kept while another workplace is visited. */
export const useReviewChoice = defineStore('review', () => {
  const filter = shallowRef<FilterChoice>(noFilter);
  const order = ref<Order>('newest');
  const layout = ref<'gallery' | 'table'>('gallery');
  return { filter, order, layout };
});
