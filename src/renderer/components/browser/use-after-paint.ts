import { shallowRef, watch, type ShallowRef } from 'vue';

/**
 * A value that follows its source after the next paint, so that a press shows its effect before the slow parts are
 * built.
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
