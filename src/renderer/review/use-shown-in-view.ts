import { nextTick, watch } from 'vue';

/** Keeps the entry at hand in view while the arrow keys walk through the list. */
export function useShownInView(shownId: () => number | null): void {
  watch(
    shownId,
    async (id) => {
      await nextTick();
      if (id !== null) document.getElementById(`entry-${id}`)?.scrollIntoView({ block: 'nearest' });
    },
    { immediate: true },
  );
}
