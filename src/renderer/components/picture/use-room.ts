import { useResizeObserver } from '@vueuse/core';
import { shallowRef, type Ref } from 'vue';
import type { Size } from './stage-view.ts';

/** The inner size of an element, CSS pixels, kept up to date; zero until the element exists. */
export function useRoom(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<Size>> {
  const room = shallowRef<Size>({ width: 0, height: 0 });
  useResizeObserver(element, ([entry]) => {
    if (entry) room.value = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  return room;
}
