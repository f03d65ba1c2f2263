import { computed, ref, type Ref } from 'vue';
import type { DatasetImage } from '../../../../shared/contract/datasets.ts';

/** The image to draw on: the picked one, or the first. */
export function usePickedImage(images: Ref<readonly DatasetImage[]>) {
  const imageId = ref<number | null>(null);
  return {
    image: computed(() => images.value.find(({ id }) => id === imageId.value) ?? images.value[0] ?? null),
    pick: (id: number): void => void (imageId.value = id),
  };
}
