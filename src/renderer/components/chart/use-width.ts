import { onScopeDispose, ref, watch } from 'vue';
import type { Ref } from 'vue';

/** The width of an element in CSS pixels, kept up to date; `initial` until it is known. */
export function useWidth(element: Ref<HTMLElement | null>, initial: number): Ref<number> {
  const width = ref(initial);
  const observer = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) width.value = entry.contentRect.width;
  });
  watch(element, (now, before) => {
    if (before) observer.unobserve(before);
    if (now) observer.observe(now);
  });
  onScopeDispose(() => observer.disconnect());
  return width;
}
