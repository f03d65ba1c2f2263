import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Product } from '../../shared/contract/products.ts';
import type { Job } from '../../shared/contract/training.ts';
import { useText } from '../i18n/use-text.ts';
import { useProducts } from '../stores/products.ts';
import { useStationStatus } from '../stores/station-status.ts';
import { useClient } from '../transport/client.ts';
import { toFailure, type Failure } from '../transport/failure.ts';

/** The preset for the sample product: the quickest to train. */
const preset = 'instant';

/** Creates, trains and activates the sample product, ready for its first inspection; continues while other workplaces are open. */
export const useSampleStart = defineStore('sample-start', () => {
  const client = useClient();
  const { t } = useText();
  const station = useStationStatus();
  const products = useProducts();
  const step = ref<'making' | 'training' | 'activating' | null>(null);
  const job = shallowRef<Job | null>(null);
  const failure = shallowRef<Failure | null>(null);

  async function train({ id }: Product): Promise<void> {
    step.value = 'training';
    job.value = await client.training.start({ productId: id, preset });
    for await (const event of await client.training.watch({ jobId: job.value.id })) {
      if (event.kind === 'job') job.value = event.job;
    }
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
