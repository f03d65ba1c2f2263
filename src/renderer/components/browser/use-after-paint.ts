import { shallowRef, watch, type ShallowRef } from 'vue';

/**
 * A value that follows its source after the next picture on the screen: what is slow to build waits until the press that
 * asked for it shows.
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
