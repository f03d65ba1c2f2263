import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { mediaPath } from '../../../../shared/contract/media.ts';
import { toFailure, type Failure } from '../../../transport/failure.ts';
import { readMedia } from '../../../transport/read-media.ts';

/**
 * Loads the imported picture below a mask. It keeps earlier pictures, since an undo may show them again.
 *
 * @param hash of the picture at the station; null without one
 */
export function useMaskGround(imageId: number, hash: Ref<string | null>) {
  const ground = shallowRef<ImageBitmap | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const pictures = new Map<string, ImageBitmap>();
  let round = 0;

  async function read(wanted: string): Promise<ImageBitmap> {
    const found = pictures.get(wanted);
    if (found) return found;
    const picture = await createImageBitmap(await readMedia(mediaPath('dataset-mask-ground', imageId)));
    pictures.set(wanted, picture);
    return picture;
  }

  async function load(): Promise<void> {
    const mine = ++round;
    failure.value = null;
    try {
      const picture = hash.value === null ? null : await read(hash.value);
      if (mine === round) ground.value = picture;
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    }
  }

  watch(hash, load, { immediate: true });
  onScopeDispose(() => {
    round += 1;
    for (const picture of pictures.values()) picture.close();
  });
  return { ground, failure, load };
}
