import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Product } from '../../shared/contract/products.ts';
import type { Job } from '../../shared/contract/training.ts';
import { useText } from '../i18n/use-text.ts';
import { useProducts } from '../stores/products.ts';
import { useStationStatus } from '../stores/station-status.ts';
import { useClient, useStationConnection } from '../transport/client.ts';
import { toFailure, type Failure } from '../transport/failure.ts';
import { follow } from '../transport/follow.ts';

/** The preset for the sample product: the quickest to train. */
const preset = 'instant';

/** Creates, trains and activates the sample product, ready for its first inspection; continues while other workplaces are open. */
export const useSampleStart = defineStore('sample-start', () => {
  const client = useClient();
  const connection = useStationConnection();
  const { t } = useText();
  const station = useStationStatus();
  const products = useProducts();
  const step = ref<'making' | 'training' | 'activating' | null>(null);
  const job = shallowRef<Job | null>(null);
  const failure = shallowRef<Failure | null>(null);

  async function train({ id }: Product): Promise<void> {
    step.value = 'training';
    const started = await client.training.start({ productId: id, preset });
    job.value = started;
    await follow(
      connection,
      (signal) => client.training.watch({ jobId: started.id }, { signal }),
      (event) => {
        if (event.kind === 'job') job.value = event.job;
      },
      new AbortController().signal,
    );
    const { modelId, reason } = job.value;
    if (modelId === null) {
      failure.value = reason && { ...reason, detail: null };
      return;
    }
    step.value = 'activating';
    await client.models.activate({ modelId, note: t('operator.sample.note') });
  }

  async function begin(): Promise<void> {
    if (step.value !== null) return;
    step.value = 'making';
    failure.value = job.value = null;
    try {
      const product = await products.createSample();
      products.select(product.id);
      if (product.activeModelId === null && station.may('training.run')) await train(product);
      await products.refresh();
    } catch (error) {
      failure.value = toFailure(error);
    } finally {
      step.value = null;
    }
  }

  return {
    step,
    job,
    failure,
    begin,
    shown: computed(() => step.value !== null || failure.value !== null),
    dismiss: () => (failure.value = null),
  };
});
