import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { addressOf, readAddress } from './filters/filter-address.ts';
import { useReviewChoice } from './review-store.ts';

/**
 * Keeps the log's view and the window's address in step, so that a link shows a colleague the same. An address without
 * values leaves the view unchanged.
 */
export function useShownLog() {
  const route = useRoute();
  const router = useRouter();
  const choice = useReviewChoice();

  function write(): void {
    const query = addressOf(choice);
    if (JSON.stringify(query) === JSON.stringify(addressOf(readAddress(route.query)))) return;
    void router.replace({ name: 'review', params: route.params, query });
  }

  watch(
    () => route.query,
    (query) => {
      if (route.name !== 'review' || route.params.id === 'statistics') return;
      if (Object.keys(query).length > 0) {
        const shown = readAddress(query);
        if (JSON.stringify(addressOf(shown)) !== JSON.stringify(addressOf(choice))) {
          choice.filter = shown.filter;
          choice.order = shown.order;
          choice.layout = shown.layout;
        }
      }
      write();
    },
    { immediate: true },
  );
  watch(() => [choice.filter, choice.order, choice.layout], write);

  return {
    choice,
    /** Opens an entry; null: none. */
    open(id: number | null): void {
      const params = { id: id === null ? '' : String(id) };
      void router.replace({ name: 'review', params, query: addressOf(choice) });
    },
  };
}
