import { useResizeObserver } from '@vueuse/core';
import { ref, type Ref } from 'vue';

/** The width of an element in CSS pixels, kept up to date; `initial` until known. */
export function useWidth(element: Ref<HTMLElement | null>, initial: number): Ref<number> {
  const width = ref(initial);
  useResizeObserver(element, ([entry]) => {
    if (entry && entry.contentRect.width > 0) width.value = entry.contentRect.width;
  });
  return width;
}
