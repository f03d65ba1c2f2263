import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import type { Job } from '../../../shared/contract/training.ts';
import { useKnown } from '../../stores/use-answer.ts';
import { useClient } from '../../transport/client.ts';

/** True while the job may still change. */
export function isUnderWay(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running';
}

/** All training jobs of all products, newest first. */
export const useJobs = defineStore('jobs', () => {
  const client = useClient();
  const { answer, failure, refresh } = useKnown(
    async (): Promise<readonly Job[]> => {
      const list = await client.training.list({});
      return list.sort((a, b) => b.createdAt - a.createdAt);
    },
    { when: ({ kind }) => kind === 'jobs' },
  );
  const jobs = computed(() => answer.value ?? []);
  const loaded = computed(() => answer.value !== null);

  function put(job: Job): void {
    const isListed = jobs.value.some((other) => other.id === job.id);
    answer.value = isListed
      ? jobs.value.map((other) => (other.id === job.id ? job : other))
      : [job, ...jobs.value];
  }

  const ofProduct = (productId: string): Job[] => jobs.value.filter((job) => job.productId === productId);

  // The station does not announce progress as a change, so the store polls it during a training.
  const underWay = computed(() => jobs.value.some(isUnderWay));
  const { pause, resume } = useIntervalFn(() => void refresh(), 2_000, { immediate: false });
  watch(underWay, (busy) => (busy ? resume() : pause()));

  return { jobs, loaded, failure, refresh, put, ofProduct };
});
