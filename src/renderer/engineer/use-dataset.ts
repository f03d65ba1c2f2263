import { computed, ref, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import type { DatasetImage } from '../../shared/contract/datasets.ts';
import { useStationChanges } from '../stores/use-station-changes.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';
import type { Failure } from '../transport/failure.ts';

const page = 120;

/** The good images of a product, page by page, kept up to date with the station. */
export function useDataset(productId: Ref<string>) {
  const client = useClient();
  const images = shallowRef<readonly DatasetImage[]>([]);
  const total = ref(0);
  const loaded = ref(false);
  const loading = ref(false);
  const failure = shallowRef<Failure | null>(null);
  /** How many images the view has asked for so far. */
  let wanted = page;
  let round = 0;

  /** Loads everything shown so far again; an answer that comes after a newer question is dropped. */
  async function refresh(): Promise<void> {
    const mine = ++round;
    const product = productId.value;
    loading.value = true;
    try {
      const found: DatasetImage[] = [];
      let answer;
      do {
        const limit = Math.min(wanted - found.length, 500);
        answer = await client.datasets.list({ productId: product, offset: found.length, limit });
        if (mine !== round) return;
        found.push(...answer.images);
      } while (answer.images.length > 0 && found.length < Math.min(wanted, answer.total));
      images.value = found;
      total.value = answer.total;
      loaded.value = true;
      failure.value = null;
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    } finally {
      if (mine === round) loading.value = false;
    }
  }

  async function more(): Promise<void> {
    if (loading.value || images.value.length >= total.value) return;
    wanted += page;
    await refresh();
  }

  /** @throws what the call throws */
  async function remove(imageId: number): Promise<void> {
    await client.datasets.remove({ imageId });
    images.value = images.value.filter((image) => image.id !== imageId);
    total.value = Math.max(total.value - 1, 0);
  }

  /** The undo of `remove`. @throws what the call throws */
  async function restore(imageId: number): Promise<void> {
    await client.datasets.restore({ imageId });
    await refresh();
  }

  watch(
    productId,
    () => {
      images.value = [];
      total.value = 0;
      loaded.value = false;
      failure.value = null;
      wanted = page;
      void refresh();
    },
    { immediate: true },
  );
  useStationChanges((change) => change.kind === 'dataset' && change.productId === productId.value, refresh);

  return {
    images,
    total,
    loaded,
    loading,
    failure,
    hasMore: computed(() => images.value.length < total.value),
    refresh,
    more,
    remove,
    restore,
  };
}
