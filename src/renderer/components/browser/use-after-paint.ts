import { shallowRef, watch, type ShallowRef } from 'vue';

/**
 * A value that follows its source after the next paint: a press shows its effect at once, and what is slow to build comes
 * after it.
 */
export function useAfterPaint<T>(source: () => T): Readonly<ShallowRef<T>> {
  const followed = shallowRef(source());
  watch(source, () =>
    requestAnimationFrame(() =>
      setTimeout(() => {
        followed.value = source();
      }),
    ),
  );
  return followed;
}
