import { defineStore } from 'pinia';
import { shallowReactive, toRefs } from 'vue';
import type { LocationQuery } from 'vue-router';

/** The last address of each part of the review. */
export const useLastQueries = defineStore('review-queries', () => {
  const queries = shallowReactive<Record<'log' | 'statistics', LocationQuery>>({ log: {}, statistics: {} });
  return toRefs(queries);
});
