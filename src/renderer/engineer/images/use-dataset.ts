import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import type { DatasetImage, Purpose } from '../../../shared/contract/datasets.ts';
import { useStationChanges } from '../../stores/use-station-changes.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure, type Failure } from '../../transport/failure.ts';

const page = 120;
/** Most images that the station lists at once. */
const mostAtOnce = 500;

/** Only good images, or defects of one kind (null: of no stated kind). */
export type ImageFilter =
  { readonly label: 'good' } | { readonly label: 'defect'; readonly kind: string | null };

/** Selects the images of a product to show. */
export interface DatasetChoice {
  readonly productId: string;
  readonly purpose: Purpose;
  readonly only: ImageFilter | null;
}

/** The selected images of a product, page by page, kept up to date with the station. */
export function useDataset(choice: Ref<DatasetChoice>) {
  const client = useClient();
  const images = shallowRef<readonly DatasetImage[]>([]);
  const total = ref(0);
  const loaded = ref(false);
  const loading = ref(false);
  const failure = shallowRef<Failure | null>(null);
  /** Number of images that the view has asked for so far. */
  let wanted = page;
  let round = 0;

  /** Loads all shown images again; drops an answer that arrives after a newer request. */
  async function refresh(): Promise<void> {
    const mine = ++round;
    const { productId, purpose, only } = choice.value;
    loading.value = true;
    try {
      const found: DatasetImage[] = [];
      let answer;
      do {
        const part = { offset: found.length, limit: Math.min(wanted - found.length, mostAtOnce) };
        answer = await client.datasets.list({ productId, purpose, only, ...part });
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

  /** Returns the ids of all selected images, shown or not. @throws what the call throws */
  async function allIds(): Promise<number[]> {
    const { productId, purpose, only } = choice.value;
    const ids: number[] = [];
    for (;;) {
      const part = { offset: ids.length, limit: mostAtOnce };
      const answer = await client.datasets.list({ productId, purpose, only, ...part });
      ids.push(...answer.images.map(({ id }) => id));
      if (answer.images.length === 0 || ids.length >= answer.total) return ids;
    }
  }

  watch(
    // Compared by value, because a product read again gives an equal choice.
    () => JSON.stringify(choice.value),
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
  useStationChanges(
    (change) => change.kind === 'dataset' && change.productId === choice.value.productId,
    refresh,
  );

  return {
    images,
    total,
    loaded,
    loading,
    failure,
    hasMore: computed(() => images.value.length < total.value),
    refresh,
    more,
    allIds,
  };
}
