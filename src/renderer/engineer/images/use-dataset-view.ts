import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import type { ImageLabel, Purpose } from '../../../shared/contract/datasets.ts';
import { nothingSelected } from '../../selection.ts';
import { useDatasetCounts } from './use-dataset-counts.ts';
import { useDataset, type ImageFilter } from './use-dataset.ts';

/** The images of a product that the window shows, their number, and the selected ones. */
export function useDatasetView(productId: Ref<string>) {
  const purpose = ref<Purpose>('training');
  const only = shallowRef<ImageFilter | null>(null);
  const selection = shallowRef(nothingSelected);
  const { counts } = useDatasetCounts(productId);
  const choice = computed(() => ({
    productId: productId.value,
    purpose: purpose.value,
    only: only.value,
  }));
  const dataset = useDataset(choice);

  watch(productId, () => {
    purpose.value = 'training';
    only.value = null;
  });
  watch([productId, purpose, only], () => (selection.value = nothingSelected));

  return {
    ...dataset,
    purpose,
    only,
    selection,
    counts,
    /** The product's kinds of defect, by name. */
    kinds: computed(() => (counts.value?.kinds ?? []).flatMap(({ kind }) => (kind === null ? [] : [kind]))),
    /** Whether the product has any image. */
    hasImages: computed(() => {
      const { training, test } = counts.value ?? { training: 0, test: { good: 0, defective: 0 } };
      return training + test.good + test.defective > 0;
    }),
    /** Shows the images with such a label. */
    follow(label: ImageLabel): void {
      if (label.purpose !== purpose.value || only.value !== null) {
        purpose.value = label.purpose;
        only.value = null;
      }
    },
  };
}
