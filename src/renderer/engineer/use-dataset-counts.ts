import { shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import type { DatasetCounts } from '../../shared/contract/datasets.ts';
import { useStationChanges } from '../stores/use-station-changes.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';
import type { Failure } from '../transport/failure.ts';

/** How many training and test images a product has, kept up to date with the station; null until known. */
export function useDatasetCounts(productId: Ref<string>) {
  const client = useClient();
  const counts = shallowRef<DatasetCounts | null>(null);
  const failure = shallowRef<Failure | null>(null);
  let round = 0;

  async function refresh(): Promise<void> {
    const mine = ++round;
    try {
      const found = await client.datasets.counts({ productId: productId.value });
      if (mine !== round) return;
      counts.value = found;
      failure.value = null;
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    }
  }

  watch(
    productId,
    () => {
      counts.value = null;
      void refresh();
    },
    { immediate: true },
  );
  useStationChanges((change) => change.kind === 'dataset' && change.productId === productId.value, refresh);
  return { counts, failure, refresh };
}
