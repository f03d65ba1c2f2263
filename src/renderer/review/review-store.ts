import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Order } from '../../shared/contract/log.ts';
import { noFilter, type FilterChoice } from './filters/filter-choice.ts';
import type { MapView } from './explanation/map-views.ts';

/** The reviewer's view; kept while the user visits another workplace. */
export const useReviewChoice = defineStore('review', () => {
  const filter = shallowRef<FilterChoice>(noFilter);
  const order = ref<Order>('newest');
  const layout = ref<'gallery' | 'table'>('gallery');
  /** Whether the user goes through the undecided entries one by one. */
  const inbox = ref(false);
  /** The view of the map over an entry's picture; kept from entry to entry. */
  const mapView = ref<MapView>('map');
  return { filter, order, layout, inbox, mapView };
});
