import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { toFailure, type Failure } from '../../transport/failure.ts';
import { readMedia } from '../../transport/read-media.ts';

/** Loads a picture of the station by its path below `/media/`; null while it loads, and without a path. */
export function useBitmap(path: Readonly<Ref<string | null>>) {
  const bitmap = shallowRef<ImageBitmap | null>(null);
  const failure = shallowRef<Failure | null>(null);
  let round = 0;

  function put(next: ImageBitmap | null): void {
    bitmap.value?.close();
    bitmap.value = next;
  }

  async function load(): Promise<void> {
    const mine = ++round;
    // The previous picture goes at once, so that nobody mistakes it for the next one.
    put(null);
    failure.value = null;
    if (path.value === null) return;
    try {
      const found = await createImageBitmap(await readMedia(path.value));
      if (mine === round) put(found);
      else found.close();
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    }
  }

  watch(path, load, { immediate: true });
  onScopeDispose(() => {
    round += 1;
    put(null);
  });
  return { bitmap, failure, load };
}
