import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { toFailure, type Failure } from '../../transport/failure.ts';
import { readMedia } from '../../transport/read-media.ts';

/** A picture of the station, by its path below `/media/`; null while it is on its way, and without a path. */
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
    // The last picture goes at once, so that nobody takes it for the next.
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
