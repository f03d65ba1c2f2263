import { ref, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import type { Model } from '../../shared/contract/models.ts';
import { useStationChanges } from '../stores/use-station-changes.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';
import type { Failure } from '../transport/failure.ts';

/** The models of a product, newest first, kept up to date with the station. */
export function useModels(productId: Ref<string>) {
  const client = useClient();
  const models = shallowRef<readonly Model[]>([]);
  const loaded = ref(false);
  const failure = shallowRef<Failure | null>(null);
  let round = 0;

  async function refresh(): Promise<void> {
    const mine = ++round;
    try {
      const list = await client.models.list({ productId: productId.value });
      if (mine !== round) return;
      models.value = list.sort((a, b) => b.createdAt - a.createdAt);
      loaded.value = true;
      failure.value = null;
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    }
  }

  watch(
    productId,
    () => {
      models.value = [];
      loaded.value = false;
      void refresh();
    },
    { immediate: true },
  );
  useStationChanges((change) => change.kind === 'models' && change.productId === productId.value, refresh);

  return { models, loaded, failure, refresh };
}
