import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Order } from '../../shared/contract/defects.ts';
import { noFilter } from './filter-choice.ts';
import type { FilterChoice } from './filter-choice.ts';

/** What the reviewer looks at; kept while another workplace is visited. */
export const useReviewChoice = defineStore('review', () => {
  const filter = shallowRef<FilterChoice>(noFilter);
  const order = ref<Order>('newest');
  const layout = ref<'gallery' | 'table'>('gallery');
  return { filter, order, layout };
});
