import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Order } from '../../shared/contract/log.ts';
import { noFilter, type FilterChoice } from './filters/filter-choice.ts';
import type { MapView } from './explanation/map-views.ts';

/** What the reviewer looks at; kept while another workplace is visited. */
export const useReviewChoice = defineStore('review', () => {
  const filter = shallowRef<FilterChoice>(noFilter);
  const order = ref<Order>('newest');
  const layout = ref<'gallery' | 'table'>('gallery');
  /** Whether one goes through what nobody has decided on, from entry to entry. */
  const inbox = ref(false);
  /** What lies over the picture of an entry; it stays while one walks from entry to entry. */
  const mapView = ref<MapView>('map');
  return { filter, order, layout, inbox, mapView };
});
