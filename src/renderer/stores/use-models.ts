import { computed, type Ref } from 'vue';
import type { Model } from '../../shared/contract/models.ts';
import { useAnswer } from './use-answer.ts';
import { useClient } from '../transport/client.ts';

/** The models of a product, newest first, kept up to date with the station; none without a product. */
export function useModels(productId: Readonly<Ref<string | null>>) {
  const client = useClient();
  const { answer, failure, refresh } = useAnswer(
    productId,
    async (asked): Promise<readonly Model[]> => {
      const list = await client.models.list({ productId: asked });
      return list.sort((a, b) => b.createdAt - a.createdAt);
    },
    { when: (change) => change.kind === 'models' && change.productId === productId.value },
  );
  return {
    models: computed(() => answer.value ?? []),
    loaded: computed(() => answer.value !== null),
    failure,
    refresh,
  };
}
