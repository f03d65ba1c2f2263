import { computed, type Ref } from 'vue';
import { outlineMask } from './outline-stroke.ts';
import { useBitmap } from './use-bitmap.ts';

/** The outline of a mask of the station, white on black; null without a path and without a mask. */
export function useTruth(path: Readonly<Ref<string | null>>) {
  const { bitmap } = useBitmap(path);
  return computed(() => (bitmap.value === null ? null : outlineMask(bitmap.value)));
}
