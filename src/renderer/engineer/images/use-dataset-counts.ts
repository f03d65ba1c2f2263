import type { Ref } from 'vue';
import { useAnswer } from '../../stores/use-answer.ts';
import { useClient } from '../../transport/client.ts';

/** A product's numbers of training and test images, kept up to date with the station; null until known. */
export function useDatasetCounts(productId: Ref<string>) {
  const client = useClient();
  const { answer, failure, refresh } = useAnswer(
    productId,
    (asked) => client.datasets.counts({ productId: asked }),
    { when: (change) => change.kind === 'dataset' && change.productId === productId.value },
  );
  return { counts: answer, failure, refresh };
}
